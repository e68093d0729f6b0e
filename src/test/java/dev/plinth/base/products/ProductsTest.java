package dev.plinth.base.products;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProductsTest {

    @Test
    void whatBeginsWithASpaceBelongsToTheLineAbove() {
        assertThat(Products.entries(List.of(
                        "# a comment", "perl parts=2", "    tags={v2},", "    {v3}", "", "gcc always", "  parts=1")))
                .containsExactly("perl parts=2 tags={v2},{v3}", "gcc always parts=1");
    }
}
