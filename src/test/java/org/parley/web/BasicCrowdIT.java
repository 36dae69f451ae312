package org.parley.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;
import org.parley.testing.Stage;

/** Many users who send messages with JavaScript off while the model is slow. */
class BasicCrowdIT {
    private static final int MAY_WAIT = 8;

    @Test
    void onlySomeWaitForTheirAnswersSoThatTheServerHasThreadsForOthers() throws Exception {
        ExecutorService browsers = Executors.newFixedThreadPool(MAY_WAIT);
        CountDownLatch goOn = new CountDownLatch(1);
        ScriptedModel model = Stage.shared().model();
        Node node = Stage.shared().node();
        model.reset();
        try {
            model.always(Script.tokens("At last").await(goOn).then("."));
            List<Future<Answer>> waiting = new ArrayList<>();
            for (int i = 0; i < MAY_WAIT; i++) {
                Client client = node.newUser();
                waiting.add(browsers.submit(() -> send(client)));
                model.asked(i);
            }

            Client another = node.newUser();
            Answer sent = send(another); // the model is still silent
            assertThat(sent.status()).isEqualTo(303);
            String page = sent.header("Location").orElseThrow().replaceAll("#.*", "");
            assertThat(page).endsWith("&failed=202");
            assertThat(another.get(page).text()).contains("The answer is being written, and your message is kept");

            goOn.countDown();
            for (Future<Answer> one : waiting) {
                Answer answer = one.get(60, TimeUnit.SECONDS);
                assertThat(answer.status()).isEqualTo(303);
                assertThat(answer.header("Location").orElseThrow()).doesNotContain("failed");
            }
            Await.until("the answer", () -> another.get(page).text().contains("At last."));
            assertThat(another.get(page).text()).doesNotContain("being written");
            assertThat(model.asked()).hasSize(MAY_WAIT + 1);
            assertThat(send(another).header("Location").orElseThrow()).doesNotContain("failed");
        } finally {
            goOn.countDown();
            browsers.shutdown();
            model.reset();
        }
    }

    private static Answer send(Client client) {
        return client.form("/basic.xhtml", BasicPageIT.form(client, "/basic.xhtml", "Anybody there?"));
    }
}
