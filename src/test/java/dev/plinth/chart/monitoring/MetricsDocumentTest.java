package dev.plinth.chart.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.metrics.MeterNames;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsDocumentTest {

    @Test
    void everyMeterIsDocumentedAndEveryDocumentedOneIsThere() {
        assertThat(Metric.documented().keySet()).containsExactlyInAnyOrderElementsOf(meters());
    }

    private static List<String> meters() {
        return Arrays.stream(MeterNames.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(field -> {
                    try {
                        return String.valueOf(field.get(null));
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                })
                .filter(name -> name.startsWith("plinth_"))
                .toList();
    }
}
