package org.parley.project;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;

/** A user's projects. To a user, another user's project does not exist. */
@Component
public class Projects {
    /** More than a sidebar can show; each list of projects reads all of them. */
    static final int MAX = 500;

    private final ProjectRepository projects;
    private final Clock clock;

    @Inject
    Projects(ProjectRepository projects, Clock clock) {
        this.projects = projects;
        this.clock = clock;
    }

    /** All of them, by name. */
    public List<Project> all(String userId) {
        return projects.all(userId);
    }

    /** One of them. */
    public Optional<Project> find(String userId, String id) {
        return projects.find(userId, id);
    }

    /**
     * Makes a project.
     *
     * @param id an id that no project has
     * @throws ProblemException 409 if the user has a project of this name, or as many as there can be
     */
    public Project create(String userId, ObjectId id, NewProject wanted) {
        if (projects.all(userId).size() >= MAX) {
            throw new ProblemException(409, "You have " + MAX + " projects, the most there can be. Delete one first");
        }
        Project project =
                Project.of(id.toHexString(), userId, wanted, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        projects.insert(project);
        return project;
    }

    /**
     * Changes a project.
     *
     * @throws ProblemException 404 if the user has no such project, 409 if another one has this name
     */
    public Project change(String userId, String id, ProjectChange change) {
        return projects.change(userId, id, change).orElseThrow(Projects::notFound);
    }

    /**
     * Deletes a project. Its conversations still name it; the caller takes them out afterwards.
     *
     * @throws ProblemException 404 if the user has no such project
     */
    public void delete(String userId, String id) {
        if (!projects.delete(userId, id)) {
            throw notFound();
        }
    }

    /**
     * Makes a change that files something under a project. Another request may delete the project meanwhile, and may have
     * looked for what is filed under it before the change was stored; then the change is taken back.
     *
     * @param project the project; empty if the change is about none
     * @param change stores the change
     * @param takeBack takes what the change filed out of the project
     * @throws ProblemException 400 if the user has no such project
     */
    public void filing(String userId, Optional<String> project, Runnable change, Runnable takeBack) {
        if (project.isEmpty()) {
            change.run();
            return;
        }
        require(userId, project.get());
        change.run();
        if (find(userId, project.get()).isEmpty()) {
            takeBack.run();
            throw unknown();
        }
    }

    /** @throws ProblemException 400 if the user has no such project */
    public void require(String userId, String id) {
        if (find(userId, id).isEmpty()) {
            throw unknown();
        }
    }

    private static ProblemException unknown() {
        return ProblemException.badField("project_id", "must be the id of one of your projects");
    }

    private static ProblemException notFound() {
        return new ProblemException(404, "Project not found");
    }
}
