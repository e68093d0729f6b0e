package dev.plinth.base.roots;

import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.RootRule;
import dev.plinth.base.roots.publishers.ApkoRoot;
import dev.plinth.base.roots.publishers.BitnamiRoot;
import dev.plinth.base.roots.publishers.ChiseledRoot;
import dev.plinth.base.roots.publishers.HardenedRoot;
import dev.plinth.base.roots.publishers.LambdaRoot;
import dev.plinth.base.roots.publishers.LinuxServerRoot;
import dev.plinth.base.roots.publishers.NixRoot;
import dev.plinth.base.roots.publishers.RedHatRoot;
import dev.plinth.base.roots.publishers.StackRoot;
import dev.plinth.base.roots.publishers.SuseRoot;
import java.util.List;
import java.util.Optional;

/** The rules for roots in their order: those with a mark of their own first, then those that conclude from what is missing. */
public final class RootRules {

    private static final List<RootRule> ALL = List.of(
            new WindowsRoot(),
            new DebianRoot(),
            new AlpineRoot(),
            new UbuntuRoot(),
            new BusyBoxRoot(),
            new RedHatRoot(),
            new SuseRoot(),
            new NixRoot(),
            new ArchiveRoot(),
            new DistrolessRoot(),
            new ApkoRoot(),
            new LabelledRoot(),
            new BitnamiRoot(),
            new ChiseledRoot(),
            new LambdaRoot(),
            new LinuxServerRoot(),
            new AnonymousRoot(),
            // A whole tree below is judged by its own marks, whatever labels say.
            new HardenedRoot(),
            new StackRoot(),
            new CopiedTree(),
            new EmptyRoot());

    private RootRules() {}

    /** Whether a first layer of this many compressed bytes, known to be Debian's, is the slim variant's. */
    public static boolean isSlimDebian(long size) {
        return size < DebianRoot.SLIM_BELOW;
    }

    public static Optional<OsRoot> read(Clues clues) {
        for (RootRule rule : ALL) {
            Optional<OsRoot> root = rule.read(clues);
            if (root.isPresent()) {
                return root;
            }
        }
        return Optional.empty();
    }
}
