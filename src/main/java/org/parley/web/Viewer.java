package org.parley.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import org.parley.security.Caller;

/** The person who is logged in, for every page behind the login. Reads nothing from the database. */
@Named
@RequestScoped
public class Viewer {
    private Caller caller;

    /** The name the person logs in with. */
    public String getUsername() {
        return caller().username();
    }

    /** The full name where it is known, else the user name. */
    public String getName() {
        return caller().fullName().orElse(getUsername());
    }

    /** Whether the full name is known. */
    public boolean isNamed() {
        return caller().fullName().isPresent();
    }

    /** The first letter of the name, for the avatar. */
    public String getInitial() {
        String name = getName();
        return name.substring(0, name.offsetByCodePoints(0, 1));
    }

    /** Whether the person may administer this server. */
    public boolean isAdministrator() {
        return Caller.ADMIN.equals(caller().role());
    }

    Caller caller() {
        if (caller == null) {
            caller = Caller.of(Pages.request());
        }
        return caller;
    }
}
