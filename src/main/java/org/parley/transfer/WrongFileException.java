package org.parley.transfer;

/** The whole file cannot be imported; the message is one line with the reason and what to do next. */
final class WrongFileException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongFileException(String message) {
        super(message);
    }
}
