package org.parley.transfer;

/** The file as a whole cannot be imported; the message is one line that says why and what to do next. */
final class WrongFileException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongFileException(String message) {
        super(message);
    }
}
