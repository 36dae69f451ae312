package org.parley;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;

/** Lets Arquillian's servlet pass without a session, which would be redirected to the login page. Only in the tests' archive. */
@Decorator
@Priority(Interceptor.Priority.APPLICATION)
public abstract class TestRunnerPasses implements HttpAuthenticationMechanism {
    @Inject
    @Delegate
    private HttpAuthenticationMechanism mechanism;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        if (request.getServletPath().startsWith("/ArquillianServletRunner")) {
            return context.notifyContainerAboutLogin("arquillian", Set.of("USER"));
        }
        return mechanism.validateRequest(request, response, context);
    }
}
