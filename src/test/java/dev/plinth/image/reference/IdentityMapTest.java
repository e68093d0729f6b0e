package dev.plinth.image.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityMapTest {

    private final IdentityMap map = new IdentityMap(List.of(
            new IdentityMap.Entry("mirror.corp/hub", "docker.io"),
            new IdentityMap.Entry("mirror.corp", "registry.corp"),
            new IdentityMap.Entry("mirror.corp/gcr", "gcr.io/proxied")));

    @ParameterizedTest
    @CsvSource({
        "mirror.corp/hub/library/python:3.12, docker.io/library/python:3.12",
        "mirror.corp/hub/python:3.12, docker.io/library/python:3.12",
        "mirror.corp/gcr/a/b:1, gcr.io/proxied/a/b:1",
        "mirror.corp/other/a:1, registry.corp/other/a:1",
        "mirror.corp/hubs/library/python:3.12, registry.corp/hubs/library/python:3.12",
        "mirror.corp.evil.com/hub/library/python:3.12, mirror.corp.evil.com/hub/library/python:3.12",
        "mydockerhub/python:3.12, docker.io/mydockerhub/python:3.12",
    })
    void tellsWhatAnImageIsHoweverItIsCalled(String reference, String identity) {
        assertThat(map.apply(ImageReference.parse(reference)).canonical()).isEqualTo(identity);
    }
}
