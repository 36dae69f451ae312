package org.parley.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import org.parley.security.Caller;

/** Who looks at the page, for every page behind the login. Reads nothing from the database. */
@Named
@RequestScoped
public class Viewer {
    private Caller caller;

    /** The name the person logs in with. */
    public String getUsername() {
        return caller().username();
    }

    /** The first letter of the name, for the round picture. */
    public String getInitial() {
        String name = caller().username();
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
