package org.parley.security;

import java.util.List;
import java.util.Map;
import org.parley.platform.FieldError;
import org.parley.platform.ProblemException;

/** The name or the e-mail address already belongs to another user. Answered 409; nothing is stored. */
public class TakenException extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** @param field {@code username} or {@code email} */
    TakenException(String field) {
        super(409, detail(field), List.of(new FieldError(field, "is taken")), Map.of());
    }

    private static String detail(String field) {
        return "email".equals(field) ? "This e-mail address is taken" : "This user name is taken";
    }
}
