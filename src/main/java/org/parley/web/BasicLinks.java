package org.parley.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.regex.Pattern;

/** Addresses of {@code basic.xhtml}. */
@Named
@RequestScoped
public class BasicLinks {
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{24}");

    /** The same conversation, message or search on that page, for a browser without scripts that opened the chat page. */
    public String getAddress() {
        String id = Pages.request().getParameter("c");
        if (id == null || !ID.matcher(id).matches()) {
            return BasicSearch.address();
        }
        Integer place = Pages.number("m");
        return "basic.xhtml?c=" + id + (place == null ? "" : getPlace() + "#m-" + place);
    }

    /** What the address of another page of the same branch needs, if the branch of a certain message is shown. */
    public String getPlace() {
        Integer place = Pages.number("m");
        return place == null ? "" : "&m=" + place;
    }
}
