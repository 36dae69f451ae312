package org.parley.markdown;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.renderer.html.CoreHtmlNodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** Overrides CommonMark's default HTML for links, images, code, formulas, task items and text direction. */
class MessageRenderer extends CoreHtmlNodeRenderer {
    /** A language name; the rest of the fence's info string is ignored. */
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9_+#.-]{1,40}");

    private final HtmlWriter html;
    private final boolean keepsLines;
    private String direction = "ltr";
    private boolean inLink;

    /**
     * @param keepsLines whether a line break in a paragraph is one in the result, too
     */
    MessageRenderer(HtmlNodeRendererContext context, boolean keepsLines) {
        super(context);
        this.html = context.getWriter();
        this.keepsLines = keepsLines;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        Set<Class<? extends Node>> types = new HashSet<>(super.getNodeTypes());
        types.addAll(Set.of(
                TableBlock.class,
                MathBlock.class,
                MathFormula.class,
                TaskMarker.class,
                Footnote.class,
                FootnoteReference.class));
        return types;
    }

    @Override
    public void visit(FencedCodeBlock code) {
        Matcher language = LANGUAGE.matcher(code.getInfo() == null ? "" : code.getInfo());
        writeCode(code.getLiteral(), language.lookingAt() ? Map.of("class", "language-" + language.group()) : Map.of());
    }

    @Override
    public void visit(IndentedCodeBlock code) {
        writeCode(code.getLiteral(), Map.of());
    }

    private void writeCode(String literal, Map<String, String> attributes) {
        html.tag("pre");
        html.tag("code", attributes);
        html.text(literal);
        html.tag("/code");
        html.tag("/pre");
    }

    @Override
    public void visit(BulletList list) {
        writeDirected(list, "ul", Map.of());
    }

    @Override
    public void visit(OrderedList list) {
        Integer start = list.getMarkerStartNumber();
        writeDirected(list, "ol", start == null || start == 1 ? Map.of() : Map.of("start", start.toString()));
    }

    @Override
    public void visit(BlockQuote quote) {
        writeDirected(quote, "blockquote", Map.of());
    }

    @Override
    public void visit(ListItem item) {
        boolean task = item.getFirstChild() != null && item.getFirstChild().getFirstChild() instanceof TaskMarker;
        html.tag("li", task ? Map.of("class", "task") : Map.of());
        visitChildren(item);
        html.tag("/li");
    }

    @Override
    protected void visitChildren(Node parent) {
        boolean task = parent instanceof Paragraph && parent.getFirstChild() instanceof TaskMarker;
        if (task) { // names the checkbox by the text after it
            html.tag("label");
        }
        super.visitChildren(parent);
        if (task) {
            html.tag("/label");
        }
    }

    @Override
    public void visit(CustomBlock block) {
        if (block instanceof TableBlock) {
            html.tag("div", Map.of("class", "table")); // scrolls a wide table instead of the page
            writeDirected(block, "table", Map.of());
            html.tag("/div");
        } else if (block instanceof MathBlock math) {
            html.tag("p");
            if (math.source().isEmpty()) {
                html.text(math.delimiter());
            } else {
                writeMath(math.source(), true);
            }
            html.tag("/p");
        } else if (block instanceof Footnote note) {
            Map<String, String> attributes = new LinkedHashMap<>();
            attributes.put("class", "footnotes");
            attributes.put("start", String.valueOf(note.number()));
            html.tag("ol", attributes);
            html.tag("li");
            visitChildren(note);
            html.tag("/li");
            html.tag("/ol");
        }
    }

    @Override
    public void visit(CustomNode node) {
        if (node instanceof MathFormula formula) {
            writeMath(formula.source(), formula.display());
        } else if (node instanceof TaskMarker marker) {
            html.tag("input", marker.done() ? Map.of("checked", "") : Map.of());
            html.raw(" ");
        } else if (node instanceof FootnoteReference reference) {
            html.tag("sup");
            html.text(String.valueOf(reference.note().number()));
            html.tag("/sup");
        }
    }

    private void writeMath(String source, boolean display) {
        html.tag("code", Map.of("class", display ? "math display" : "math inline"));
        html.text(source);
        html.tag("/code");
    }

    @Override
    public void visit(Link link) {
        writeLink(link, link.getDestination(), link.getTitle());
    }

    @Override
    public void visit(Image image) {
        writeLink(image, image.getDestination(), image.getTitle());
    }

    /** Writes only the text when the address is not allowed, or for an image inside a link. */
    private void writeLink(Node node, String address, String title) {
        String encoded = context.encodeUrl(address);
        boolean linked = !inLink && LinkAddresses.allows(encoded);
        if (linked) {
            Map<String, String> attributes = new LinkedHashMap<>();
            attributes.put("href", encoded);
            if (title != null) {
                attributes.put("title", title);
            }
            html.tag("a", attributes);
            inLink = true;
        }
        if (node.getFirstChild() == null && node instanceof Image) {
            html.text(address);
        }
        visitChildren(node);
        if (linked) {
            html.tag("/a");
            inLink = false;
        }
    }

    /** Keeps the line breaks of HTML that is shown as text. */
    @Override
    public void visit(SoftLineBreak line) {
        boolean nextToHtml = line.getPrevious() instanceof HtmlInline || line.getNext() instanceof HtmlInline;
        if (keepsLines || nextToHtml) {
            html.tag("br");
        }
        super.visit(line);
    }

    private void writeDirected(Node node, String tag, Map<String, String> given) {
        String outside = direction;
        direction = TextDirection.of(node, outside);
        Map<String, String> attributes = new LinkedHashMap<>(given);
        if (!direction.equals(outside)) {
            attributes.put("dir", direction);
        }
        html.tag(tag, attributes);
        visitChildren(node);
        html.tag("/" + tag);
        direction = outside;
    }
}
