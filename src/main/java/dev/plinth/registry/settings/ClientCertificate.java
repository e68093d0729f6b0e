package dev.plinth.registry.settings;

import java.nio.file.Path;

/** PEM files that prove to a host who asks. */
public record ClientCertificate(Path certFile, Path keyFile) {}
