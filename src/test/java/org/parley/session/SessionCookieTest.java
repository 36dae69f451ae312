package org.parley.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionCookieTest {
    private static final String ID = SessionIds.next();

    private final SessionCookie cookie = new SessionCookie(false, Requests.NO_PROXIES);

    @Test
    void isHiddenFromScriptsAndForeignSites() {
        assertThat(cookie.handingOut(Requests.with(false), ID))
                .isEqualTo("session_id=" + ID + "; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void isBoundToTheHostUnderTls() {
        assertThat(cookie.handingOut(Requests.with(true), ID))
                .isEqualTo("__Host-session_id=" + ID + "; Path=/; HttpOnly; SameSite=Lax; Secure");
    }

    @Test
    void isSecureBehindATlsProxyThatSaysSo() {
        SessionCookie always = new SessionCookie(true, Requests.NO_PROXIES);

        assertThat(always.handingOut(Requests.with(false), ID))
                .startsWith("__Host-session_id=")
                .endsWith("; Secure");
        assertThat(always.in(Requests.with(false, new Cookie("__Host-session_id", ID))))
                .contains(ID);
    }

    @Test
    void staysUnderTheContextPath() {
        assertThat(cookie.handingOut(Requests.under("/parley", false), ID))
                .isEqualTo("session_id=" + ID + "; Path=/parley; HttpOnly; SameSite=Lax");
        assertThat(cookie.handingOut(Requests.under("/parley", true), ID))
                .isEqualTo("__Secure-session_id=" + ID + "; Path=/parley; HttpOnly; SameSite=Lax; Secure");
        assertThat(cookie.in(Requests.under("/parley", true, new Cookie("__Secure-session_id", ID))))
                .contains(ID);
        assertThat(cookie.takingBack(Requests.under("/parley", true))).contains("; Path=/parley;");
    }

    @Test
    void takingItBackNamesTheSameCookie() {
        assertThat(cookie.takingBack(Requests.with(false)))
                .startsWith("session_id=; Max-Age=0; ")
                .endsWith("; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void aPlainCookieCountsForNothingUnderTls() {
        assertThat(cookie.in(Requests.with(true, new Cookie("session_id", ID)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "short", "0123456789012345678901234567890123456789+/=", "................................."})
    void whatIsNoIdIsNoSession(String value) {
        assertThat(cookie.in(Requests.with(false, new Cookie("session_id", value))))
                .isEmpty();
    }

    @Test
    void aMalformedCookieDoesNotHideTheRealOne() {
        assertThat(cookie.in(Requests.with(false, new Cookie("session_id", "x"), new Cookie("session_id", ID))))
                .contains(ID);
    }

    @Test
    void noCookieIsNoSession() {
        assertThat(cookie.in(Requests.with(false))).isEmpty();
    }
}
