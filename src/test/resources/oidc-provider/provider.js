// A real OpenID provider for RealProviderIT: node provider.js PORT PARLEY SECRET. Its login page takes any name and password.
import Provider from 'oidc-provider';

const [port, parley, secret] = process.argv.slice(2);

const provider = new Provider(`http://localhost:${port}`, {
  clients: [
    {
      client_id: 'parley',
      client_secret: secret,
      redirect_uris: [`${parley}/auth/oidc/callback`],
      post_logout_redirect_uris: [`${parley}/login.xhtml`],
      backchannel_logout_uri: `${parley}/auth/oidc/backchannel-logout`,
      backchannel_logout_session_required: true,
    },
  ],
  claims: { openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email', 'email_verified'] },
  features: { backchannelLogout: { enabled: true }, devInteractions: { enabled: true } },
  cookies: { keys: ['only for tests'] },
  fetch: (url, { dispatcher, ...options }) => fetch(url, options), // its own dispatcher refuses this machine
  findAccount: (context, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      preferred_username: id,
      name: 'Ada of the provider',
      email: `${id}@example.org`,
      email_verified: true,
    }),
  }),
});

provider.on('server_error', (context, error) => console.error(error));
provider.on('backchannel.error', (context, error) => console.error(error));
provider.listen(port, () => console.log('The provider answers'));
