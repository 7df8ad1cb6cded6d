package io.atomicspring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an IDE shows for a property: generated, so checked as an artefact. */
class ConfigurationMetadataTests {

    @Test
    void everyPropertyIsDescribedInTheHouseStyle() throws IOException {
        List<JsonNode> properties = properties();
        assertThat(properties)
                .extracting(property -> property.get("name").asString())
                .contains(
                        "atomic.backend",
                        "atomic.namespace",
                        "atomic.timeout",
                        "atomic.lock.lease",
                        "atomic.jdbc.table-prefix");
        assertThat(properties).allSatisfy(property -> {
            assertThat(property.path("description").asString(""))
                    .as("%s", property)
                    .isNotBlank()
                    .endsWith(".");
            assertThat(property.path("description").asString(""))
                    .doesNotStartWithIgnoringCase("The ")
                    .doesNotStartWith("A ");
            if ("java.lang.Boolean".equals(property.path("type").asString(""))) {
                assertThat(property.path("description").asString("")).startsWith("Whether ");
            }
            assertThat(property.path("type").asString("")).as("%s", property).isNotEqualTo("java.lang.Long");
        });
    }

    private static List<JsonNode> properties() throws IOException {
        List<JsonNode> properties = new ArrayList<>();
        // Other jars have such a file too: ours is the one whose properties are ours.
        for (var url : Collections.list(ConfigurationMetadataTests.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream content = url.openStream()) {
                JsonMapper.builder()
                        .build()
                        .readTree(content)
                        .path("properties")
                        .forEach(property -> {
                            if (property.get("name").asString().startsWith("atomic.")) {
                                properties.add(property);
                            }
                        });
            }
        }
        return properties;
    }
}
