package org.parley.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.message.Role;

class QueryReaderTest {
    /** Terms as {@code unit unit*=whole}, quoted ones in quotes, excluded ones behind a hyphen, with a bar between. */
    private static String shown(String query) {
        SearchQuery read = QueryReader.read(query);
        return IntStream.range(0, read.terms().size() + read.excluded().size())
                .mapToObj(i -> i < read.terms().size()
                        ? shown(read.terms().get(i))
                        : "-" + shown(read.excluded().get(i - read.terms().size())))
                .collect(Collectors.joining("|"));
    }

    private static String shown(SearchTerm term) {
        String units = String.join(" ", term.units()) + (term.prefix() ? "*" : "");
        return (term.quoted() ? "\"" + units + "\"" : units)
                + term.whole().map(whole -> "=" + whole).orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Hello;hello*",
                "Hello Wörld;hello|world*",
                "hello world ;hello|world*",
                "hell* world;hell*|world*",
                "foo foo bar;foo|bar*",
                "\"Hello World\";\"hello world\"",
                "“Hello World” x;\"hello world\"|x*",
                "„Hallo Welt“;\"hallo welt\"",
                "« bonjour monde »;\"bonjour monde\"",
                "»hallo welt« x;\"hallo welt\"|x*",
                "”hej världen”;\"hej varlden\"",
                "「東京」;\"東京\"",
                "\"hello wor;\"hello wor*\"",
                "foo \"bar\";foo|\"bar\"",
                "-foo;-foo",
                "foo -bar;foo|-bar",
                "foo -\"bar baz\" qux;foo|qux*|-\"bar baz\"",
                "foo -ba*;foo|-ba*",
                "--verbose;verbose*",
                "well-known;well known*=wellknown",
                "foo.bar baz;foo bar=foobar|baz*",
                "\"foo.bar\";\"foo bar\"=foobar",
                "\"foo.bar baz\";\"foo bar baz\"",
                "camelCa;camel ca*=camelca",
                "c++ x;c++|x*",
                "c++;c++",
                "C#;c#",
                ".NET;.net*",
                "asp.net;asp net*=aspnet",
                "#HashTag x;#hash tag=#hashtag|x*",
                "@gmail.com x;@gmail com=@gmailcom|x*",
                "src/main/java;src main java*",
                "中文;中文",
                "中文字;中文 文字",
                "中;中*",
                "\"中\";\"中*\"",
                "中 x;中*|x*",
                "你好，世界;你好 好 世界",
                "iPhone用ケース x;i phone 用ケ ケー ース|x*",
                "用iPhone x;用 i phone|x*",
                "東京\u3000大阪;東京|大阪",
                "👍;👍",
                "👩‍💻;👩 💻=👩💻",
                "role:king;role king*",
                "role:\"old king\" x;role old king|x*",
                "before:yesterday x;before yesterday|x*",
                "before:2026-02-30 x;before 2026 02 30|x*",
                "after:+12026-01-01 x;after 12026 01 01|x*",
                "is:new;is new*",
                "tag:;tag*",
                "tag:\"\" x;tag|x*",
                "in:body;in body*",
                "colour:red;colour red*",
                "-tag:work foo;foo*|-tag work",
                "foo is:pinned;foo*",
                "foo -;foo*",
                "http://a.b;http a b*",
                "צה\"ל x;צה ל=צהל|x*",
                "\"כוחות צה\"ל היום\";\"כוחות צה ל היום\"",
            })
    void wordsAndPhrasesAreTerms(String query, String terms) {
        assertThat(shown(query)).isEqualTo(terms);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "\u3000", "-", "- -", "--", "*", "-*", "\"", "\"\"", "-\"\"", "“”", "???", "\" ", ":", "…",
                "\uD800"
            })
    void withoutALetterNothingIsAsked(String query) {
        SearchQuery read = QueryReader.read(query);

        assertThat(read.terms()).isEmpty();
        assertThat(read.excluded()).isEmpty();
        assertThat(read.filter().isEmpty()).isTrue();
    }

    @Test
    void operatorsAreReadInAnyCaseAndOrder() {
        SearchQuery read = QueryReader.read("TAG:Work foo project:\"Summer house\" tag:“two words” In:Title ROLE:User "
                + "after:2026-01-01 before:2026-01-31 is:pinned IS:archived is:\"shared\" bar");

        assertThat(read.filter())
                .isEqualTo(new SearchFilter(
                        List.of("Work", "two words"),
                        List.of("Summer house"),
                        true,
                        Optional.of(Role.USER),
                        Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                        Optional.of(Instant.parse("2026-01-31T00:00:00Z")),
                        true,
                        true,
                        true));
        assertThat(read.terms()).extracting(SearchTerm::units).containsExactly(List.of("foo"), List.of("bar"));
    }

    @Test
    void ofSeveralDaysTheNarrowestCountAndOfRolesTheLast() {
        SearchFilter filter = QueryReader.read("after:2026-01-05 after:2026-01-01 before:2026-03-01 before:2026-04-01 "
                        + "role:user role:tool tag:a tag:a")
                .filter();

        assertThat(filter.after()).contains(Instant.parse("2026-01-05T00:00:00Z"));
        assertThat(filter.before()).contains(Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(filter.role()).contains(Role.TOOL);
        assertThat(filter.tags()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tag:x",
                "project:x",
                "in:title",
                "role:user",
                "after:2026-01-01",
                "before:2026-01-01",
                "is:pinned",
                "is:archived",
                "is:shared"
            })
    void everyOperatorIsAFilterAlone(String query) {
        SearchQuery read = QueryReader.read(query);

        assertThat(read.filter().isEmpty()).isFalse();
        assertThat(read.terms()).isEmpty();
    }

    @Test
    void workIsBounded() {
        String words = IntStream.range(0, 100)
                .mapToObj(i -> (i % 2 == 0 ? "" : "-") + "w" + i + "x")
                .collect(Collectors.joining(" "));
        SearchQuery many = QueryReader.read(words + " tag:late");
        assertThat(many.terms().size() + many.excluded().size()).isEqualTo(32);
        assertThat(many.filter().tags()).containsExactly("late");

        SearchTerm phrase =
                QueryReader.read("\"" + "a ".repeat(1_000) + "\"").terms().get(0);
        assertThat(phrase.units()).hasSize(64);
        assertThat(QueryReader.read("x".repeat(2_000_000)).terms()).hasSize(1);
        assertThat(QueryReader.read("\"".repeat(2_000_000)).terms()).isEmpty();
    }
}
