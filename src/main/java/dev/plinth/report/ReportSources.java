package dev.plinth.report;

import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.review.audit.AuditReport;
import dev.plinth.review.workload.PolicyInForce;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the report is made of.
 *
 * @param audit the last look at what runs
 * @param policy the policy in force; empty while there is none
 * @param catalogue of known bases
 * @param refusals the last ones
 * @param registries how they answer
 * @param replica that is asked, and the one that audits
 * @param clock for ages
 */
public record ReportSources(
        Supplier<AuditReport> audit,
        Supplier<Optional<PolicyInForce>> policy,
        Supplier<Catalogue> catalogue,
        RecentRefusals refusals,
        RegistryHealth registries,
        Supplier<Replica> replica,
        InstantSource clock) {}
