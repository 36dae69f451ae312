package org.parley.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.parley.model.ModelHosts;
import org.parley.model.Models;

/** What the pages say about where chats are stored, who can read them, and which hosts they are sent to. */
@Named
@RequestScoped
public class Disclosure {
    private final Models models;
    private final Wording wording;

    /** For the client proxy. */
    protected Disclosure() {
        models = null;
        wording = null;
    }

    @Inject
    Disclosure(Models models, Wording wording) {
        this.models = models;
        this.wording = wording;
    }

    /** Where the server sends chats for an answer; empty without a model server. */
    public String getSent() {
        ModelHosts hosts = models.hosts();
        if (hosts.others().isEmpty()) {
            return hosts.local() ? wording.of("chat.sent.local") : "";
        }
        return hosts.local() ? wording.of("chat.sent.either", others()) : wording.of("chat.sent.elsewhere", others());
    }

    /** The hosts other than this machine that may keep a temporary chat; empty if there are none. */
    public String getTemporary() {
        return models.hosts().others().isEmpty() ? "" : wording.of("chat.temporary.sent", others());
    }

    private String others() {
        return String.join(", ", models.hosts().others());
    }
}
