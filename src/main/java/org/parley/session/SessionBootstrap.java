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
 * Sets up the filters: the session filter before everything, for every dispatch, and the REST gate behind it.
 *
 * <p>Only one filter asks to stand before those of {@code web.xml}: the servers disagree on the order of several.
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
