package dev.plinth.base.weighing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SaysTest {

    @Test
    void nothingThatSteersATerminalGetsThrough() {
        assertThat(Says.clean("a\u001b[31mb\r\nc\u202ed\u0000e\u2028f")).isEqualTo("a [31mb  c d e f");
    }

    @Test
    void textIsCutWithoutHalvingACharacter() {
        String clean = Says.clean("x".repeat(Says.LONGEST - 1) + "\ud83d\ude00" + "y".repeat(10));
        assertThat(clean).hasSizeLessThanOrEqualTo(Says.LONGEST + 1);
        assertThat(clean.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff)).isFalse();
    }
}
