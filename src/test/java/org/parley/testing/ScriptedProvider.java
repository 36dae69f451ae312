package org.parley.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * An OpenID provider. It asks nobody for a password: whoever comes is the {@linkplain #person person} that the test has set.
 * The test can change each answer. It checks the client's secret, the code, the redirect address and the PKCE verifier.
 */
public final class ScriptedProvider implements AutoCloseable {
    /** Under which Parley is registered. */
    public static final String CLIENT = "parley:test";

    private static final String SECRET = "a secret + with / signs";

    private final HttpServer server;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> infos = new ConcurrentHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private volatile Map<String, Object> person = Map.of();
    private volatile RSAKey key = newKey();
    private volatile UnaryOperator<JWTClaimsSet> tamper;
    private volatile UnaryOperator<String> forge;
    private volatile int failing;
    private volatile boolean thin;

    private record Grant(Map<String, String> query, Map<String, Object> person, String sid) {}

    private ScriptedProvider(HttpServer server) {
        this.server = server;
        reset();
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "provider");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    /** A provider on a port of its own. */
    public static ScriptedProvider start() {
        try {
            return new ScriptedProvider(HttpServer.create(new InetSocketAddress("localhost", Ports.free()), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address, which is its name. */
    public String issuer() {
        return "http://localhost:" + server.getAddress().getPort() + "/realm";
    }

    /** The settings that make Parley use it, and more. */
    public String[] settings(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "PARLEY_OIDC_ISSUER=" + issuer(),
                "PARLEY_OIDC_CLIENT_ID=" + CLIENT,
                "PARLEY_OIDC_CLIENT_SECRET=" + SECRET));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** Behaves from now on as it should. */
    public ScriptedProvider reset() {
        tamper = claims -> claims;
        forge = token -> token;
        failing = 0;
        thin = false;
        return this;
    }

    /** Who logs in from now on: claims, among them {@code sub}. */
    public ScriptedProvider person(Map<String, Object> claims) {
        person = claims;
        return this;
    }

    /** Changes the claims of the tokens before they are signed. */
    public ScriptedProvider tampering(UnaryOperator<JWTClaimsSet> change) {
        tamper = change;
        return this;
    }

    /** Changes the ID tokens after they were signed. */
    public ScriptedProvider forging(UnaryOperator<String> change) {
        forge = change;
        return this;
    }

    /** Answers every call with this status; 0 as usual. */
    public ScriptedProvider failing(int status) {
        failing = status;
        return this;
    }

    /** Keeps everything but {@code sub} out of ID tokens, and tells it at its user info. */
    public ScriptedProvider thinTokens() {
        thin = true;
        return this;
    }

    /** Signs with another key from now on, and forgets the old one. */
    public void rotateKeys() {
        key = newKey();
    }

    /** Where a browser is sent that begins a login: the address of the callback with a code. */
    public String authorize(String address) {
        Map<String, String> query = fields(URI.create(address).getRawQuery());
        String code = UUID.randomUUID().toString();
        grants.put(code, new Grant(query, person, "sid-" + code));
        String back = query.get("redirect_uri");
        return back + "?code=" + code + "&state=" + query.get("state") + "&iss="
                + java.net.URLEncoder.encode(issuer(), StandardCharsets.UTF_8);
    }

    /** What a client asked for when it began a login. */
    public static Map<String, String> asked(String address) {
        return fields(URI.create(address).getRawQuery());
    }

    /** The paths that were called so far. */
    public List<String> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    /** A logout token for a session or a user; either may be null. */
    public String logoutToken(String subject, String sid) {
        JWTClaimsSet.Builder claims = common().jwtID(UUID.randomUUID().toString())
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()))
                .claim("sid", sid)
                .subject(subject);
        return signed(tamper.apply(claims.build()), "logout+jwt");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            synchronized (calls) {
                calls.add(path);
            }
            if (failing != 0) {
                send(exchange, failing, "not now");
                return;
            }
            switch (path) {
                case "/realm/.well-known/openid-configuration" -> send(exchange, 200, json(discovery()));
                case "/realm/jwks" -> send(exchange, 200, new JWKSet(key.toPublicJWK()).toString());
                case "/realm/authorize" -> {
                    String address =
                            issuer() + "/authorize?" + exchange.getRequestURI().getRawQuery();
                    exchange.getResponseHeaders().set("Location", authorize(address));
                    exchange.sendResponseHeaders(302, -1);
                }
                case "/realm/token" -> token(exchange);
                case "/realm/userinfo" -> info(exchange);
                case "/realm/logout" -> send(exchange, 200, "Logged out at the provider");
                default -> send(exchange, 404, "nothing here");
            }
        }
    }

    private Map<String, Object> discovery() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", issuer());
        document.put("authorization_endpoint", issuer() + "/authorize");
        document.put("token_endpoint", issuer() + "/token");
        document.put("jwks_uri", issuer() + "/jwks");
        document.put("userinfo_endpoint", issuer() + "/userinfo");
        document.put("end_session_endpoint", issuer() + "/logout?flow=oidc");
        document.put("authorization_response_iss_parameter_supported", true);
        return document;
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Grant grant = grants.remove(String.valueOf(form.get("code")));
        String expected = "Basic "
                + Base64.getEncoder()
                        .encodeToString(
                                ("parley%3Atest:" + "a+secret+%2B+with+%2F+signs").getBytes(StandardCharsets.UTF_8));
        boolean known = expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        boolean good = grant != null
                && "authorization_code".equals(form.get("grant_type"))
                && grant.query().get("redirect_uri").equals(form.get("redirect_uri"))
                && grant.query().get("code_challenge").equals(challenge(String.valueOf(form.get("code_verifier"))));
        if (!known || !good) {
            send(exchange, known ? 400 : 401, "{\"error\": \"" + (known ? "invalid_grant" : "invalid_client") + "\"}");
            return;
        }
        String access = UUID.randomUUID().toString();
        infos.put(access, grant.person());
        send(
                exchange,
                200,
                json(Map.of("token_type", "Bearer", "access_token", access, "id_token", forge.apply(idToken(grant)))));
    }

    private String idToken(Grant grant) {
        JWTClaimsSet.Builder claims = common().claim("nonce", grant.query().get("nonce"))
                .claim("sid", grant.sid())
                .subject((String) grant.person().get("sub"));
        if (grant.query().containsKey("max_age")) {
            claims.claim("auth_time", Instant.now().getEpochSecond());
        }
        if (!thin) {
            grant.person().forEach(claims::claim);
        }
        return signed(tamper.apply(claims.build()), "JWT");
    }

    private JWTClaimsSet.Builder common() {
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(120)));
    }

    private String signed(JWTClaimsSet claims, String type) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .type(new JOSEObjectType(type))
                            .build(),
                    claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void info(HttpExchange exchange) throws IOException {
        String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        Map<String, Object> info = infos.get(header.replaceFirst("^Bearer ", ""));
        send(exchange, info == null ? 401 : 200, info == null ? "" : json(info));
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", text.startsWith("{") ? "application/json" : "text/plain");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static String json(Map<String, ?> object) {
        return JSONObjectUtils.toJSONString(object);
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String field : text.split("&")) {
            String[] parts = field.split("=", 2);
            fields.put(decoded(parts[0]), parts.length < 2 ? "" : decoded(parts[1]));
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
