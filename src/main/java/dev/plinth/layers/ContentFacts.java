package dev.plinth.layers;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.inquiry.Content;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From landmarks to facts. What was not found is a fact only if everything was read. */
final class ContentFacts {

    /** In the order in which one stands for all: whoever has dnf is not known by its rpm. */
    private static final Map<Landmark, String> MANAGERS = managers();

    private ContentFacts() {}

    private static Map<Landmark, String> managers() {
        Map<Landmark, String> managers = new LinkedHashMap<>();
        managers.put(Landmark.APT, "apt");
        managers.put(Landmark.APK, "apk");
        managers.put(Landmark.DNF, "dnf");
        managers.put(Landmark.MICRODNF, "microdnf");
        managers.put(Landmark.TDNF, "tdnf");
        managers.put(Landmark.YUM, "yum");
        managers.put(Landmark.ZYPPER, "zypper");
        managers.put(Landmark.PACMAN, "pacman");
        managers.put(Landmark.DPKG, "dpkg");
        managers.put(Landmark.RPM, "rpm");
        return managers;
    }

    static Content of(Found found, boolean complete) {
        boolean shell = found.has(Landmark.SHELL);
        boolean tools = found.has(Landmark.BUILD_TOOL);
        String manager = manager(found);
        Libc libc = libc(found, complete);
        OsRelease os = OsRelease.of(found);
        boolean database = found.has(Landmark.DPKG_STATUS)
                || found.has(Landmark.DPKG_STATUS_DIRECTORY)
                || found.has(Landmark.APK_DATABASE)
                || found.has(Landmark.RPM_DATABASE);
        boolean slim = found.at("etc/dpkg/dpkg.cfg.d/docker")
                .map(Found.Mark::text)
                .filter(text -> text.contains("\"slim\" variant"))
                .isPresent();
        Facts facts = new Facts(
                os.id(),
                os.version(),
                os.codename(),
                libc,
                shell || complete ? shell : null,
                manager != null ? manager : complete ? Facts.NO_PACKAGE_MANAGER : null,
                tools || complete ? tools : null,
                null);
        return new Content(
                facts,
                slim || complete ? slim : null,
                found.has(Landmark.DPKG_STATUS_DIRECTORY) && !found.has(Landmark.DPKG_STATUS),
                complete && libc == Libc.NONE && !shell && manager == null && !database,
                complete);
    }

    /** Whether nothing that is still to come could add to what is known. */
    static boolean settled(Found found) {
        return found.hasNow(Landmark.SHELL)
                && found.hasNow(Landmark.BUILD_TOOL)
                && found.hasNow(Landmark.APT)
                && found.hasNow(Landmark.GLIBC)
                && found.hasNow(Landmark.DPKG_STATUS)
                && OsRelease.of(found).id() != null;
    }

    private static @Nullable String manager(Found found) {
        for (Map.Entry<Landmark, String> manager : MANAGERS.entrySet()) {
            if (found.has(manager.getKey())) {
                return manager.getValue();
            }
        }
        return null;
    }

    private static @Nullable Libc libc(Found found, boolean complete) {
        boolean musl = found.has(Landmark.MUSL);
        boolean glibc = found.has(Landmark.GLIBC);
        if (musl && glibc) {
            // Alpine's gcompat brings a loader of glibc's name; Debian can install musl beside its own.
            boolean alpine = found.has(Landmark.APK_DATABASE);
            boolean others = found.has(Landmark.DPKG_STATUS) || found.has(Landmark.RPM_DATABASE);
            return alpine == others ? null : alpine ? Libc.MUSL : Libc.GLIBC;
        }
        if (musl || glibc) {
            return musl ? Libc.MUSL : Libc.GLIBC;
        }
        return complete && !found.has(Landmark.OTHER_LIBC) ? Libc.NONE : null;
    }
}
