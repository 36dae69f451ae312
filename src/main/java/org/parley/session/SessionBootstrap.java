package org.parley.session;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionTrackingMode;
import java.util.EnumSet;
import java.util.Set;
import org.parley.platform.RestGate;

/**
 * Registers the filters: the session filter first, for every dispatch, and the REST gate after it.
 *
 * <p>Only one filter is registered ahead of those in {@code web.xml}, because the servers order several differently.
 */
public final class SessionBootstrap implements ServletContainerInitializer {
    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
        FilterRegistration.Dynamic sessions = context.addFilter("sessions", new SessionFilter());
        sessions.setAsyncSupported(true);
        sessions.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");

        FilterRegistration.Dynamic gate = context.addFilter("rest-gate", RestGate.class);
        gate.setAsyncSupported(true);
        gate.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");

        context.addListener(new ContainerSessions());
        context.setSessionTrackingModes(EnumSet.of(SessionTrackingMode.COOKIE));
    }
}
