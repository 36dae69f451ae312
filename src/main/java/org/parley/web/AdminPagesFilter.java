package org.parley.web;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.parley.platform.Operations;
import org.parley.security.Caller;

/**
 * Answers 403 with the error page to anybody but administrators who opens a page for them, and records it in the audit log
 * as a refused call of what that page reads. The pages hold no data; what they read by REST is refused there, too.
 */
@WebFilter(
        urlPatterns = {AdminPagesFilter.USERS, AdminPagesFilter.AUDIT, AdminPagesFilter.SYSTEM},
        asyncSupported = true)
public class AdminPagesFilter implements Filter {
    static final String USERS = "/admin.xhtml";
    static final String AUDIT = "/admin-audit.xhtml";
    static final String SYSTEM = "/admin-system.xhtml";

    private static final Map<String, String> ACTIONS =
            Map.of(USERS, "admin.users.list", AUDIT, "admin.audit", SYSTEM, "admin.system");

    @Inject
    private ErrorPages errors;

    @Inject
    private Operations operations;

    @Override
    public void doFilter(ServletRequest in, ServletResponse out, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) in;
        HttpServletResponse response = (HttpServletResponse) out;
        if (Caller.ADMIN.equals(Caller.of(request).role())) {
            chain.doFilter(request, response);
            return;
        }
        String action = ACTIONS.get(request.getServletPath());
        operations.completed(request, action, HttpServletResponse.SC_FORBIDDEN);
        PageHeadersFilter.setHeaders(request, response); // that filter may come after this one
        errors.answer(ErrorPage.FORBIDDEN, request, response);
    }
}
