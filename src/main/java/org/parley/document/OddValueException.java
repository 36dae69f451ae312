package org.parley.document;

import org.parley.platform.ProblemException;

/** The database refused a change because the stored conversation holds a value that it would destroy; 409. */
public class OddValueException extends ProblemException {
    private static final long serialVersionUID = 1L;

    OddValueException(String detail) {
        super(409, detail);
    }

    /** Of a field that is not known. */
    public OddValueException() {
        this("The stored conversation holds a value of an unexpected type that this change would destroy. Nothing was"
                + " changed. Correct the document in the database, or delete the conversation");
    }
}
