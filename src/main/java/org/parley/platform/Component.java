package org.parley.platform;

import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Singleton;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A bean of which the application has one instance, injected without a client proxy.
 *
 * <p>Such a bean takes what it needs through its one constructor, may be package-private, and is called directly, not
 * by reflection. Of two beans that inject one another, at least one needs a proxy and stays application-scoped.
 */
@Stereotype
@Singleton
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Component {}
