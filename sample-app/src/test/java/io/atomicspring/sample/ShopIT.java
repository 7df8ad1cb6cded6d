package io.atomicspring.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The shop by HTTP, on its default store. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
class ShopIT {

    @TempDir
    static Path directory;

    private final ShopClient client = new ShopClient();

    @LocalServerPort
    private int port;

    @Autowired
    private Bank bank;

    @DynamicPropertySource
    static void ownFiles(DynamicPropertyRegistry properties) {
        properties.add("spring.datasource.url", () -> "jdbc:sqlite:" + directory.resolve("shop.db"));
        properties.add("shop.ledger-folder", () -> directory.resolve("ledger").toString());
    }

    @Test
    void aTransferIsDoneOnceForEachReference() throws Exception {
        String transfer = "{\"reference\":\"r-1\",\"from\":\"alice\",\"to\":\"bob\",\"amount\":\"30.10\"}";

        assertThat(client.post(port, "/api/transfers", transfer).statusCode()).isEqualTo(204);
        assertThat(client.post(port, "/api/transfers", transfer).statusCode()).isEqualTo(409);

        assertThat(bank.balance("alice").orElseThrow()).isEqualByComparingTo("69.90");
        assertThat(bank.balance("bob").orElseThrow()).isEqualByComparingTo("50.10");
        assertThat(client.get(port, "/api/ledger").body()).contains("\"r-1\"");
        assertThat(client.post(port, "/api/ledger/sync", "").body()).contains("\"synced\":1");
        assertThat(client.get(port, "/api/ledger").body()).contains("\"r-1\"");
    }

    @Test
    void aTransferThatIsNotCoveredChangesNothing() throws Exception {
        String transfer = "{\"reference\":\"r-2\",\"from\":\"bob\",\"to\":\"alice\",\"amount\":\"1000\"}";

        var answer = client.post(port, "/api/transfers", transfer);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("balance");
        assertThat(client.get(port, "/api/ledger").body()).doesNotContain("r-2");
    }

    @Test
    void badOrdersAreRefusedWithTheReason() throws Exception {
        var answer = client.post(port, "/api/stock/mug/reservations", "{\"pieces\": -1}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("-1 pieces");
        assertThat(client.get(port, "/api/stock/unicorn").statusCode()).isEqualTo(404);
        assertThat(client.post(port, "/api/transfers", "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void viewsAreCounted() throws Exception {
        client.post(port, "/api/counters/views", "");
        client.post(port, "/api/counters/views", "");

        assertThat(client.get(port, "/api/counters").body()).contains("\"views:home\":2");
    }

    @Test
    void thePageAndItsHealthAreServed() throws Exception {
        assertThat(client.get(port, "/").body()).contains("The shop");
        assertThat(client.get(port, "/actuator/health").body()).contains("\"atomic\"");
    }
}
