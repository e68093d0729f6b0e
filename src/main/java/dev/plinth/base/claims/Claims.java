package dev.plinth.base.claims;

import dev.plinth.base.Claim;
import dev.plinth.data.Node;
import dev.plinth.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** All that an image's own metadata claims of its base, in the order in which it is believed where two say different things. */
public final class Claims {

    private Claims() {}

    public static List<Claim> of(Image image, Function<String, Optional<Node>> json) {
        List<Claim> claims = new ArrayList<>(AnnotationClaims.of(image));
        BuildpacksClaims.of(image, json).ifPresent(claims::add);
        BuildahClaims.of(image).ifPresent(claims::add);
        LabelClaims.of(image).ifPresent(claims::add);
        return claims;
    }
}
