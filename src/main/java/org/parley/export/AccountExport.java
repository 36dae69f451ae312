package org.parley.export;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.types.ObjectId;
import org.parley.conversation.Snapshot;
import org.parley.conversation.Snapshots;
import org.parley.document.StoredConversation;
import org.parley.message.ConversationKey;
import org.parley.message.ConversationNotFoundException;
import org.parley.platform.Component;
import org.parley.platform.Instants;
import org.parley.platform.JsonBody;
import org.parley.platform.JsonFactory;
import org.parley.project.Project;
import org.parley.project.Projects;
import org.parley.security.Caller;
import org.parley.security.User;
import org.parley.security.Users;

/**
 * Writes everything of a user as one ZIP: each conversation as JSON, Markdown and HTML, an index to read them by, the account
 * with its projects, and a manifest with the checksum of every file. One conversation, or a part of a long one, is in memory at
 * a time. What lies in the trash is left out.
 */
@Component
class AccountExport {
    private static final int VERSION = 1;
    private static final String SCHEMA = "schema/conversation-1.json";
    private static final List<ExportFormat> FORMATS =
            List.of(ExportFormat.JSON, ExportFormat.MARKDOWN, ExportFormat.HTML);

    private final Snapshots snapshots;
    private final ExportService exports;
    private final Projects projects;
    private final Users users;
    private final Clock clock;

    @Inject
    AccountExport(Snapshots snapshots, ExportService exports, Projects projects, Users users, Clock clock) {
        this.snapshots = snapshots;
        this.exports = exports;
        this.projects = projects;
        this.users = users;
        this.clock = clock;
    }

    /** Writes the ZIP. */
    void write(Caller owner, OutputStream out) throws IOException {
        Optional<User> user = users.byId(owner.userId());
        List<Project> all = projects.all(owner.userId());
        List<ObjectId> ids = snapshots.ids(owner.userId());
        Map<String, String> names = all.stream().collect(Collectors.toMap(Project::id, Project::name));
        try (ZipFiles zip = new ZipFiles(out)) {
            zip.add("README.txt", resource("README.txt"));
            zip.add(SCHEMA, resource("conversation-1.json"));
            zip.add("account.json", json(file -> account(file, owner, user, all)));
            ExportIndex index = new ExportIndex(owner.username());
            int number = 0;
            for (ObjectId id : ids) {
                Optional<Snapshot> conversation = found(new ConversationKey(owner.userId(), id));
                if (conversation.isPresent()) {
                    add(zip, ++number, conversation.get(), names, index);
                }
            }
            zip.add("index.html", index::write);
            zip.add("manifest.json", json(file -> manifest(file, owner, index, all.size(), zip.files())));
        }
    }

    /** Empty if it was deleted meanwhile. */
    private Optional<Snapshot> found(ConversationKey key) {
        try {
            return Optional.of(snapshots.of(key));
        } catch (ConversationNotFoundException gone) {
            return Optional.empty();
        }
    }

    private void add(ZipFiles zip, int number, Snapshot found, Map<String, String> projectNames, ExportIndex index)
            throws IOException {
        StoredConversation conversation = found.conversation();
        String name = "conversations/%04d-%s".formatted(number, FileName.of(conversation.title()));
        Optional<String> project = conversation.filing().project().map(projectNames::get);
        for (ExportFormat format : FORMATS) {
            zip.add(name + "." + format.extension(), out -> exports.write(found, project, format, out));
        }
        index.add(conversation, conversation.end(), name + "." + ExportFormat.HTML.extension());
    }

    private static void account(JsonGenerator json, Caller owner, Optional<User> user, List<Project> projects)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("username", owner.username());
        JsonBody.field(json, "full_name", owner.fullName());
        JsonBody.field(json, "email", user.map(User::getEmail));
        json.writeObjectFieldStart("preferences");
        JsonBody.field(json, "language", owner.preferences().language());
        JsonBody.field(json, "system_prompt", owner.preferences().systemPrompt());
        JsonBody.field(json, "model", owner.preferences().model());
        json.writeEndObject();
        json.writeArrayFieldStart("projects");
        for (Project project : projects) {
            json.writeStartObject();
            json.writeStringField("name", project.name());
            JsonBody.field(json, "color", project.color());
            JsonBody.field(json, "instructions", project.instructions());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void manifest(
            JsonGenerator json, Caller owner, ExportIndex index, int projectCount, List<ZipFiles.Written> files)
            throws IOException {
        Instant now = clock.instant();
        json.writeStartObject();
        json.writeStringField("format", "parley-export");
        json.writeNumberField("version", VERSION);
        json.writeStringField("exported_at", Instants.format(now));
        json.writeStringField("username", owner.username());
        json.writeObjectFieldStart("counts");
        json.writeNumberField("conversations", index.conversations());
        json.writeNumberField("messages", index.messages());
        json.writeNumberField("projects", projectCount);
        json.writeEndObject();
        json.writeArrayFieldStart("files");
        for (ZipFiles.Written file : files) {
            json.writeStartObject();
            json.writeStringField("name", file.name());
            json.writeNumberField("size", file.size());
            json.writeStringField("sha256", file.sha256());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static ZipFiles.Content json(JsonBody body) {
        return out -> {
            try (JsonGenerator json = JsonFactory.writer(out)) {
                body.write(json);
            }
        };
    }

    private static ZipFiles.Content resource(String name) {
        return out -> {
            try (InputStream in = AccountExport.class.getResourceAsStream(name)) {
                in.transferTo(out);
            }
        };
    }
}
