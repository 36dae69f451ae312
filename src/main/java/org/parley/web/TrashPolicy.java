package org.parley.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.parley.platform.Settings;
import org.parley.trash.TrashSettings;

/** What the pages say about deleting: whether there is a trash, or conversations are deleted at once. */
@Named
@RequestScoped
public class TrashPolicy {
    private final Settings settings;

    /** For the client proxy. */
    protected TrashPolicy() {
        settings = null;
    }

    @Inject
    TrashPolicy(Settings settings) {
        this.settings = settings;
    }

    /** Whether deleted conversations are kept in the trash for a while. */
    public boolean isKept() {
        return !TrashSettings.of(settings).isOff();
    }
}
