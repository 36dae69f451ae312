package org.parley.embedded;

import java.nio.file.Path;

/** Another process has the directory of the embedded store open; nothing was opened or changed. */
public final class StoreInUseException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    StoreInUseException(Path dir) {
        super("The embedded store in " + dir.toAbsolutePath() + " is open already."
                + " One process at a time uses a directory: stop the other one, or choose another directory"
                + " in MONGODB_URI=embedded:DIR.");
    }
}
