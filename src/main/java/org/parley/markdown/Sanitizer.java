package org.parley.markdown;

import java.util.regex.Pattern;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * The second line of defence behind {@link BlockRenderer}: parses HTML and keeps only the elements, attributes, classes
 * and addresses listed here.
 */
class Sanitizer {
    private static final String[] ELEMENTS = {
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "code",
        "hr",
        "br",
        "em",
        "strong",
        "del",
        "sup",
        "a",
        "label",
        "input",
        "div",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td"
    };

    private final Cleaner cleaner = new Cleaner(new Allowed());

    String clean(String html) {
        Document dirty = Parser.htmlParser().parseInput(html, "");
        Document clean = cleaner.clean(dirty);
        clean.outputSettings().prettyPrint(false);
        return clean.body().html();
    }

    private static class Allowed extends Safelist {
        private static final Pattern DIRECTION = Pattern.compile("auto|ltr|rtl");
        private static final Pattern ALIGNMENT = Pattern.compile("left|center|right");
        private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
        private static final Pattern CODE = Pattern.compile("math (inline|display)|language-[A-Za-z0-9_+#.-]{1,40}");

        Allowed() {
            addTags(ELEMENTS);
            addAttributes(":all", "dir", "class");
            addAttributes("a", "href", "title");
            addAttributes("ol", "start");
            addAttributes("th", "align");
            addAttributes("td", "align");
            addAttributes("input", "checked");
            addEnforcedAttribute("input", "type", "checkbox");
            addEnforcedAttribute("input", "disabled", "disabled");
            addEnforcedAttribute("a", "rel", "noopener noreferrer nofollow");
            addEnforcedAttribute("a", "target", "_blank");
        }

        @Override
        public boolean isSafeAttribute(String tag, Element element, Attribute attribute) {
            String value = attribute.getValue();
            boolean allowed =
                    switch (attribute.getKey()) {
                        case "dir" -> DIRECTION.matcher(value).matches();
                        case "align" -> ALIGNMENT.matcher(value).matches();
                        case "start" -> NUMBER.matcher(value).matches();
                        case "href" -> LinkAddresses.allows(value);
                        case "class" -> isClass(element.normalName(), value);
                        default -> true;
                    };
            return allowed && super.isSafeAttribute(tag, element, attribute);
        }

        private static boolean isClass(String tag, String value) {
            return switch (tag) {
                case "code" -> CODE.matcher(value).matches();
                case "li" -> value.equals("task");
                case "ol" -> value.equals("footnotes");
                case "div" -> value.equals("table");
                default -> false;
            };
        }
    }
}
