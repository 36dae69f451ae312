package org.parley.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.parley.message.ConversationNotFoundException;
import org.parley.platform.Operations;
import org.parley.platform.ProblemException;
import org.parley.project.Project;

/** The form of {@code basic.xhtml} that moves the conversation {@code c} to a project. */
@Named
@RequestScoped
public class BasicProjects {
    private static final String ACTION = "conversations.update";

    @Inject
    private Viewer viewer;

    @Inject
    private BasicPage page;

    @Inject
    private BasicFiling filing;

    @Inject
    private Operations operations;

    private List<Project> all;
    private String chosen;
    private boolean refused;

    /** The person's projects by name. */
    public List<Project> getAll() {
        if (all == null) {
            all = filing.projects(viewer.caller().userId());
        }
        return all;
    }

    /** The id of the project of the conversation; empty for none. */
    public String getChosen() {
        return chosen != null || page.getThread() == null
                ? chosen
                : page.getThread().filing().project().orElse("");
    }

    public void setChosen(String chosen) {
        this.chosen = chosen == null ? "" : chosen;
    }

    /** Moves the conversation, and shows it again. */
    public void move() {
        String id = Pages.request().getParameter("c");
        if (id == null) {
            return;
        }
        Operations.subject(Pages.request(), id.substring(0, Math.min(64, id.length())));
        try {
            filing.move(
                    viewer.caller().userId(), id, Optional.ofNullable(chosen).filter(project -> !project.isEmpty()));
            operations.completed(Pages.request(), ACTION, 200);
            Pages.redirect("/basic.xhtml?c=" + id);
        } catch (ProblemException problem) {
            if (problem instanceof ConversationNotFoundException missing && missing.foreign()) {
                Operations.foreign(Pages.request());
            }
            operations.completed(Pages.request(), ACTION, problem.status());
            Pages.refuse(problem);
            refused = true;
        }
    }

    /** Whether the conversation could not be moved. */
    public boolean isRefused() {
        return refused;
    }
}
