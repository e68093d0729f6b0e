package dev.plinth.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntriesTest {

    private static List<Object> pairs(int count) {
        List<Object> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pairs.add("key" + (count - i));
            pairs.add(new Node.Num(Integer.toString(i), 0));
        }
        return pairs;
    }

    private static Map<String, Node> asTable(List<Object> pairs) {
        Map<String, Node> table = new LinkedHashMap<>();
        for (int i = 0; i < pairs.size(); i += 2) {
            table.put((String) pairs.get(i), (Node) pairs.get(i + 1));
        }
        return table;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 11, 12, 13, 40})
    void smallAndLargeMappingsAreWhatATableInTheSameOrderIs(int count) {
        Map<String, Node> table = asTable(pairs(count));
        Node.Mapping mapping = Node.Mapping.of(pairs(count), 3);

        assertThat(mapping).isEqualTo(new Node.Mapping(table, 3));
        assertThat(mapping.entries()).isEqualTo(table).hasSameHashCodeAs(table).hasSize(count);
        assertThat(new ArrayList<>(mapping.entries().keySet())).isEqualTo(new ArrayList<>(table.keySet()));
        assertThat(new ArrayList<>(mapping.entries().values())).isEqualTo(new ArrayList<>(table.values()));
        assertThat(mapping.entries().get("key1")).isEqualTo(table.get("key1"));
        assertThat(mapping.entries().get("absent")).isNull();
        assertThat(mapping.entries().containsKey("absent")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 12, 13, 40})
    void aKeyStandsOnce(int count) {
        List<Object> pairs = pairs(count);
        pairs.set(pairs.size() - 2, pairs.getFirst());

        assertThatThrownBy(() -> Node.Mapping.of(pairs, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 12, 13})
    void nothingChangesThem(int count) {
        List<Object> given = pairs(count);
        Map<String, Node> table = asTable(given);
        Map<String, Node> entries = Node.Mapping.of(given, 0).entries();
        Map<String, Node> copied = new Node.Mapping(table, 0).entries();
        given.clear();
        table.clear();

        for (Map<String, Node> map : List.of(entries, copied)) {
            assertThat(map).hasSize(count);
            assertThatThrownBy(() -> map.put("key1", new Node.Null(0)))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> map.remove("key1")).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> map.entrySet().iterator().next().setValue(new Node.Null(0)))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void aMappingOfAMappingsEntriesIsNoCopy() {
        Node.Mapping mapping = Node.Mapping.of(pairs(3), 0);

        assertThat(new Node.Mapping(mapping.entries(), 0).entries()).isSameAs(mapping.entries());
    }
}
