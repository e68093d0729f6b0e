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

    Product {
        also = List.copyOf(also);
    }

    static Product language(String variable, String path, int parts, TagForm tags, String... also) {
        return new Product(variable, path, path, parts, tags, List.of(also));
    }

    static Product server(String variable, String path, int parts, String... also) {
        return new Product(variable, path, null, parts, TagForm.CODENAME, List.of(also));
    }

    boolean isIn(Clues clues) {
        if (!clues.environment().has(variable)) {
            return false;
        }
        for (String other : also) {
            if (!clues.environment().has(other)) {
                return false;
            }
        }
        return true;
    }
}
