package dev.plinth.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.data.Node;
import dev.plinth.image.MalformedException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private final Json json = new Json();

    @Test
    void readsEveryKindOfValue() throws MalformedException {
        Node node = read("{\"a\":[1,2.5,\"x\",true,false,null],\"b\":{\"c\":9007199254740993}}");

        assertThat(node.items("a")).hasSize(6);
        assertThat(node.whole("b", "c")).hasValue(9_007_199_254_740_993L);
        assertThat(node.find("a").orElseThrow().kind()).isEqualTo("a list");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,\"a\":2}",
                "{} {}",
                "nul",
                "{\"a\" 1}",
                "\"\u0001\"",
                "NaN",
                "{'a':1}"
            })
    void refusesWhatIsNotJson(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesWhatIsTooDeepWithoutQuotingIt() {
        String deep = "[\"secret\",".repeat(100) + "1" + "]".repeat(100);

        assertThatThrownBy(() -> read(deep))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("depth")
                .hasMessageNotContaining("secret");
    }

    @Test
    void manySmallValuesInFewBytesAreRefused() throws MalformedException {
        assertThat(read("[" + "1,".repeat(90_000) + "1]").items()).hasSize(90_001);
        assertThatThrownBy(() -> read("[" + "1,".repeat(100_000) + "1]"))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("100000 values");
        assertThat(Json.trusted()
                        .json(("[" + "1,".repeat(100_000) + "1]").getBytes(UTF_8))
                        .items())
                .hasSize(100_001);
    }

    @Test
    void whoSetWhichFieldIsLeftOutOfObjectsOfTheClusterAndOfNothingElse() throws MalformedException {
        byte[] pod = """
                {"metadata":{"name":"a","managedFields":[{"fieldsV1":{"f:x":{}}}],"labels":{"managedFields":"text"}},"spec":{"x":1}}""".getBytes(UTF_8);

        Node lean = Json.ofCluster().json(pod);
        assertThat(lean.find("metadata", "managedFields")).isEmpty();
        assertThat(lean.text("metadata", "labels", "managedFields")).contains("text");
        assertThat(lean.text("metadata", "name")).contains("a");
        assertThat(lean.find("spec", "x")).isPresent();
        assertThat(new Json().json(pod).find("metadata", "managedFields")).isPresent();
    }

    @Test
    void whatIsLeftOutIsStillHeldToTheLimitOfDepth() {
        byte[] deep = ("{\"managedFields\":" + "[".repeat(70) + "]".repeat(70) + "}").getBytes(UTF_8);
        assertThatThrownBy(() -> Json.ofCluster().json(deep)).isInstanceOf(MalformedException.class);
    }

    @Test
    void whateverArrivesIsReadOrRefused() {
        byte[] valid =
                "{\"schemaVersion\":2,\"layers\":[{\"digest\":\"sha256:00\",\"size\":1e3}],\"x\":null}".getBytes(UTF_8);
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] mutant = valid.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(json.json(mutant)).isNotNull();
            } catch (MalformedException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private Node read(String text) throws MalformedException {
        return json.json(text.getBytes(UTF_8));
    }
}
