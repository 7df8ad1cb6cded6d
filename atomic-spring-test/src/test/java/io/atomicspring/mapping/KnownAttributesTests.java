package io.atomicspring.mapping;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownAttributesTests {

    record Address(String city, @Nullable String zip) {}

    record Customer(
            @JsonProperty("full_name") String name,
            int orders,
            Address address,
            List<Address> others,
            Map<String, Address> byLabel,
            Optional<Address> invoice,
            Set<String> tags,
            Object anything,
            @JsonIgnore @Nullable String secret) {}

    private final KnownAttributes known = ValueMapper.standard().attributesOf(Customer.class);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "full_name",
                "orders",
                "address.city",
                "others[2].zip",
                "byLabel.home.city",
                "invoice.city",
                "tags",
                "anything.at[1].all"
            })
    void whatTheTypeHoldsIsKnown(String path) {
        assertThatCode(() -> known.check(Path.parse(path))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "secret",
                "address.street",
                "others[2].street",
                "byLabel.home.street",
                "invoice.street",
                "Orders"
            })
    void anythingElseIsRefusedWithWhatIsKnown(String path) {
        assertThatThrownBy(() -> known.check(Path.parse(path)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'" + path + "' is unknown to " + Customer.class.getName())
                .hasMessageContaining("known are");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "others.city",
                "byLabel[0]",
                "orders[0]",
                "full_name[0]",
                "address[1]",
                "orders.x",
                "full_name.x",
                "tags[0]",
                "tags.x"
            })
    void aStepThatTheTypeCannotTakeIsRefused(String path) {
        assertThatThrownBy(() -> known.check(Path.parse(path)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'" + path + "' is unknown to " + Customer.class.getName());
    }

    @Test
    void aValueMustFitItsAttribute() {
        assertThatCode(() -> known.check(Path.parse("orders"), Value.of(2))).doesNotThrowAnyException();
        assertThatCode(() -> known.check(Path.parse("tags"), Value.strings("x")))
                .doesNotThrowAnyException();
        assertThatCode(() -> known.check(Path.parse("address"), Document.of("city", Value.of("x"))))
                .doesNotThrowAnyException();
        for (Value wrong : List.of(Value.of("2"), Value.of(new BigDecimal("0.5")), Value.of(1L << 40), Value.list())) {
            assertThatThrownBy(() -> known.check(Path.parse("orders"), wrong))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("'orders'")
                    .hasMessageContaining("int");
        }
        assertThatThrownBy(() -> known.check(Path.parse("address"), Document.of("street", Value.of("x"))))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void anOpenTypeKnowsEverything() {
        assertThatCode(() -> ValueMapper.standard().attributesOf(Map.class).check(Path.parse("a.b"), Value.of(1)))
                .doesNotThrowAnyException();
        assertThatCode(() -> ValueMapper.standard().attributesOf(Document.class).check(Path.parse("a.b"), Value.of(1)))
                .doesNotThrowAnyException();
    }
}
