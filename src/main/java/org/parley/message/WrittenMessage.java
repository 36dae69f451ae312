package org.parley.message;

import org.parley.platform.JsonBody;

/**
 * A message in the form of the wire. Its JSON is written when it is sent.
 *
 * @param content the text
 * @param thought what the model thought before it; empty for nothing
 * @param fields writes all its fields into the open object
 */
public record WrittenMessage(String content, String thought, JsonBody fields) {
    /** The message as JSON. */
    public String json() {
        return JsonBody.text(JsonBody.object(fields));
    }
}
