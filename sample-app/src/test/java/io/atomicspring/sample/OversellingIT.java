package io.atomicspring.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.test.server.RedisServer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 2 000 orders for 500 pieces: exactly 500 are sold, whatever the store and however many processes sell. */
class OversellingIT {

    private static final String RESERVATIONS = "/api/stock/teapot/reservations";
    private static final String ONE_PIECE = "{\"pieces\": 1}";

    private final ShopClient client = new ShopClient();

    @TempDir
    Path directory;

    @Test
    void oneProcessOnItsEmbeddedSqliteFileSellsExactlyWhatItHas() throws Exception {
        try (ShopProcess shop = ShopProcess.start(directory)) {
            assertSellsExactly500(List.of(shop.awaitOpen(client)));
        }
    }

    @Test
    void twoProcessesOnOneSqliteFileSellExactlyWhatTheyHave() throws Exception {
        try (ShopProcess first = ShopProcess.start(directory);
                ShopProcess second = ShopProcess.start(directory)) {
            assertSellsExactly500(List.of(first.awaitOpen(client), second.awaitOpen(client)));
        }
    }

    @Test
    void twoProcessesOnOneRedisSellExactlyWhatTheyHave() throws Exception {
        try (RedisServer redis = RedisServer.start();
                ShopProcess first = ShopProcess.start(directory, onRedis(redis));
                ShopProcess second = ShopProcess.start(directory, onRedis(redis))) {
            assertSellsExactly500(List.of(first.awaitOpen(client), second.awaitOpen(client)));
        }
    }

    @Test
    void oneProcessInMemorySellsExactlyWhatItHas() throws Exception {
        try (ShopProcess shop = ShopProcess.start(directory, "--spring.profiles.active=memory")) {
            assertSellsExactly500(List.of(shop.awaitOpen(client)));
        }
    }

    private static String[] onRedis(RedisServer redis) {
        return new String[] {"--atomic.backend=redis", "--spring.data.redis.port=" + redis.port()};
    }

    private void assertSellsExactly500(List<ShopProcess> shops) throws Exception {
        List<Integer> ports = shops.stream().map(ShopProcess::port).toList();

        List<Integer> answers = client.postAll(ports, RESERVATIONS, ONE_PIECE, 2_000);

        assertThat(Collections.frequency(answers, 204))
                .as("orders that got a piece")
                .isEqualTo(500);
        assertThat(Collections.frequency(answers, 409)).as("orders refused").isEqualTo(1_500);
        for (int port : ports) {
            assertThat(client.get(port, "/api/stock/teapot").body()).isEqualTo("{\"available\":0,\"reserved\":500}");
            assertThat(client.get(port, "/api/counters").body()).contains("\"reservations\":500");
        }
    }
}
