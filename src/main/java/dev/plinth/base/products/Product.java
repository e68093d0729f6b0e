package dev.plinth.base.products;

import dev.plinth.base.marks.Clues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A language or server whose official image marks its children by a variable that they inherit.
 *
 * @param variable name of the environment variable that holds its version
 * @param path repository: {@code python}, {@code mcr.microsoft.com/dotnet/aspnet}
 * @param runtime name of the language; null for a server
 * @param parts how many parts of the version its usual tags have
 * @param tags how its tags are put together
 * @param also further variables that must be there: an application may set {@code NODE_VERSION} for its own ends
 */
record Product(String variable, String path, @Nullable String runtime, int parts, TagForm tags, List<String> also) {

    /** A variable that cannot be set: it would have no name. */
    private static final String NEVER = "";

    Product {
        also = List.copyOf(also);
    }

    static Product language(String variable, String path, int parts, TagForm tags, String... also) {
        return new Product(variable, path, path, parts, tags, List.of(also));
    }

    static Product server(String variable, String path, int parts, String... also) {
        return new Product(variable, path, null, parts, TagForm.CODENAME, List.of(also));
    }

    /** An official image without rules of its own: only asked for, by the plain tags that all of them have. */
    static Product official(String variable, String path) {
        return new Product(variable, path, null, 2, TagForm.CODENAME, List.of(NEVER));
    }

    boolean official() {
        return also.contains(NEVER);
    }

    /** Whether all its marks are there. */
    boolean isSure(Clues clues) {
        for (String other : also) {
            if (!clues.environment().has(other)) {
                return false;
            }
        }
        return true;
    }
}
