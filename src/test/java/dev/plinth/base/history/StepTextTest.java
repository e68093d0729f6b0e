package dev.plinth.base.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            /bin/sh -c #(nop) ADD file:abc in /                 ~ ADD     ~ file:abc in /
            /bin/sh -c #(nop)  CMD ["bash"]                     ~ CMD     ~ ["bash"]
            /bin/sh -c apt-get update                           ~ RUN     ~ apt-get update
            RUN /bin/sh -c apt-get update # buildkit            ~ RUN     ~ apt-get update
            RUN |1 A=b /bin/sh -c make # buildkit               ~ RUN     ~ make
            |2 A=1 B=2 /bin/sh -c make                          ~ RUN     ~ make
            # ARGS: A=1 B=2 RUN make                            ~ RUN     ~ make
            COPY /src /dst # buildkit                           ~ COPY    ~ /src /dst
            ADD alpine-minirootfs-3.24.2-x86_64.tar.gz / # buildkit ~ ADD ~ alpine-minirootfs-3.24.2-x86_64.tar.gz /
            ENV K=V                                             ~ ENV     ~ K=V
            CMD ["/bin/sh"]                                     ~ CMD     ~ ["/bin/sh"]
            WORKDIR /app                                        ~ WORKDIR ~ /app
            RUN apt-get update                                  ~ RUN     ~ apt-get update
            # debian.sh --arch 'amd64' out/ 'trixie' '@1'       ~ OTHER   ~ # debian.sh --arch 'amd64' out/ 'trixie' '@1'
            RUN # debian.sh --arch 'amd64' out/ 'trixie' '@1'   ~ RUN     ~ # debian.sh --arch 'amd64' out/ 'trixie' '@1'
            bazel build @@trixie//libc6                         ~ OTHER   ~ bazel build @@trixie//libc6
            RUNNING late                                        ~ OTHER   ~ RUNNING late
            """)
    void everyBuildersWordsAreTakenApart(String createdBy, Instruction instruction, String text) {
        assertThat(StepText.parse(createdBy, 4_096)).isEqualTo(new StepText(instruction, text));
    }

    @Test
    void textIsCutAtItsLimit() {
        assertThat(StepText.parse("RUN " + "x".repeat(10_000), 100).text()).hasSize(96);
    }

    @Test
    void emptyTextIsNoInstruction() {
        assertThat(StepText.parse("", 100)).isEqualTo(new StepText(Instruction.OTHER, ""));
    }
}
