package org.parley.web;

import com.microsoft.playwright.Page;

/** Conversations that show what a page can show, for its pictures. */
final class Album {
    private static final String CODE = """
            Use `Files.lines`. It reads **lazily**, so even a large file takes little memory:

            ```java
            try (Stream<String> lines = Files.lines(Path.of("input.txt"))) {
                lines.filter(line -> !line.isBlank())
                        .map(String::strip)
                        .forEach(System.out::println);
            }
            ```

            | Way | Memory | When |
            |---|---|---|
            | `readAllLines` | the whole file | small files |
            | `lines` | one line | large files |
            | `BufferedReader` | one line | full control |

            - [x] Closes the file by itself
            - [ ] Takes other character sets without being told

            For $n$ lines that is $O(n)$ time and $O(1)$ memory.""";

    private Album() {}

    /** Gives the person some conversations. @return the id of the richest */
    static String fill(Page page) {
        return (String) page.evaluate("""
                async (code) => {
                  const api = await import('/resources/js/api/conversations.js');
                  const said = (role, content, more = {}) => ({ role, content, timestamp: new Date().toISOString(), ...more });
                  const figures = { model: 'openai:llama3.2', metrics: { totalTime: 2.4, totalTokens: 412, promptTokens: 180, completionTokens: 232, tokensPerSecond: 96.3 } };
                  const make = (title, ...messages) => api.createConversation(title, messages, { model: 'openai:llama3.2' });
                  await make('Packing list for Lisbon', said('user', 'What do I need in May?'));
                  await make('كيف أتعلّم البرمجة؟', said('user', 'كيف أتعلّم البرمجة؟'), said('assistant', 'ابدأ بلغة واحدة، مثل **Python**، واكتب برامج صغيرة كل يوم.', figures));
                  await make('A polite reminder', said('user', 'Help me write a polite reminder'), said('assistant', 'Dear Sam, …', figures));
                  const made = await make(
                    'Reading a file line by line',
                    said('user', 'How do I read a file line by line in Java?'),
                    said('assistant', 'With a `Scanner`.', figures),
                    said('assistant', code, { ...figures, parent: 0 }),
                  );
                  return made.id;
                }""", CODE);
    }
}
