package com.in2peta.web.compliance;

import com.in2peta.compliance.api.Conflicts;
import com.in2peta.compliance.api.Conflicts.ConflictView;
import com.in2peta.compliance.api.Registers;
import com.in2peta.compliance.api.Registers.Agreement;
import com.in2peta.compliance.api.Registers.ProcessorEntry;
import com.in2peta.compliance.api.Registers.RecordVersion;
import com.in2peta.compliance.api.Registers.Safeguard;
import com.in2peta.compliance.api.Registers.Transfer;
import com.in2peta.identity.api.Roles;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.web.api.Requests;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Staff: the registers of processing, of processors, of transfers and of conflicts. */
@Path("v1/staff/registers")
@ApplicationScoped
@RequiresRole(Roles.STAFF_COMPLIANCE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RegistersResource {

    public record NewAgreement(
            @NotNull @Pattern(regexp = "[0-9a-f]{64}") String documentSha256,
            @NotNull LocalDate validFrom,
            @NotNull LocalDate validUntil) {}

    public record NewSafeguard(
            @NotNull @Pattern(regexp = "[A-Z]{2}") String country,
            @NotNull @Size(min = 1, max = 200) String mechanism,
            @Size(max = 200) String assessment,
            @NotNull LocalDate reviewedOn) {}

    public record AgreementView(String documentSha256, LocalDate validFrom, LocalDate validUntil) {}

    public record SafeguardView(String country, String mechanism, String assessment, LocalDate reviewedOn) {}

    public record ProcessorView(
            String code,
            String title,
            String role,
            List<String> countries,
            boolean active,
            List<AgreementView> agreements,
            List<SafeguardView> safeguards) {

        static ProcessorView of(ProcessorEntry entry) {
            return new ProcessorView(
                    entry.code(),
                    entry.title(),
                    entry.role(),
                    entry.countries(),
                    entry.active(),
                    entry.agreements().stream()
                            .map(a -> new AgreementView(a.documentSha256(), a.validFrom(), a.validUntil()))
                            .toList(),
                    entry.safeguards().stream()
                            .map(s -> new SafeguardView(
                                    s.country(), s.mechanism(), s.assessment().orElse(null), s.reviewedOn()))
                            .toList());
        }
    }

    public record ProcessorsView(List<ProcessorView> processors) {}

    public record TransferView(String processor, String country, LocalDate month, String purpose, long calls) {

        static TransferView of(Transfer transfer) {
            return new TransferView(
                    transfer.processor(), transfer.country(), transfer.month(), transfer.purpose(), transfer.calls());
        }
    }

    public record TransfersView(List<TransferView> transfers) {}

    public record RecordView(int version, String sha256, String catalogueSha256, Instant madeAt) {

        static RecordView of(RecordVersion version) {
            return new RecordView(version.version(), version.sha256(), version.catalogueSha256(), version.madeAt());
        }
    }

    public record RecordsView(List<RecordView> versions) {}

    public record NewDecision(
            @NotNull @Size(min = 1, max = 60) String option,
            @NotNull @Pattern(regexp = "[0-9a-f]{64}") String documentSha256) {}

    public record ApprovalId(UUID approvalId) {}

    public record ContradictionJson(String law, String rule, LocalDate from) {}

    public record DecisionJson(
            String option, String documentSha256, Instant decidedAt, String document, String signature) {}

    public record ConflictJson(
            String id,
            String title,
            String chosen,
            Map<String, String> options,
            List<ContradictionJson> contradictions,
            boolean open,
            DecisionJson decision) {

        static ConflictJson of(ConflictView conflict) {
            return new ConflictJson(
                    conflict.id(),
                    conflict.title(),
                    conflict.chosen(),
                    conflict.options(),
                    conflict.contradictions().stream()
                            .map(c -> new ContradictionJson(c.law(), c.rule(), c.from()))
                            .toList(),
                    conflict.open(),
                    conflict.decision()
                            .map(d -> new DecisionJson(
                                    d.option(), d.documentSha256(), d.decidedAt(), d.document(), d.signature()))
                            .orElse(null));
        }
    }

    public record ConflictsView(List<ConflictJson> conflicts) {}

    @Inject
    Registers registers;

    @Inject
    Conflicts conflicts;

    @Inject
    HttpServletRequest request;

    @GET
    @Path("processors")
    public ProcessorsView processors() {
        return new ProcessorsView(
                registers.processors().stream().map(ProcessorView::of).toList());
    }

    @POST
    @Path("processors/{code}/agreements")
    public ProcessorsView agree(@PathParam("code") String code, @NotNull @Valid NewAgreement agreement) {
        registers.add(
                new Agreement(code, agreement.documentSha256(), agreement.validFrom(), agreement.validUntil()),
                Requests.requireCaller(request).personId());
        return processors();
    }

    @POST
    @Path("processors/{code}/safeguards")
    public ProcessorsView safeguard(@PathParam("code") String code, @NotNull @Valid NewSafeguard safeguard) {
        registers.add(
                new Safeguard(
                        code,
                        safeguard.country(),
                        safeguard.mechanism(),
                        Optional.ofNullable(safeguard.assessment()),
                        safeguard.reviewedOn()),
                Requests.requireCaller(request).personId());
        return processors();
    }

    @GET
    @Path("transfers")
    public TransfersView transfers() {
        return new TransfersView(
                registers.transfers().stream().map(TransferView::of).toList());
    }

    @GET
    @Path("processing.csv")
    @Produces("text/csv")
    public String csv() {
        return registers.processingCsv();
    }

    @GET
    @Path("processing.jsonld")
    @Produces("application/ld+json")
    public String jsonLd() {
        return registers.processingJsonLd();
    }

    @GET
    @Path("processing")
    public RecordsView records() {
        return new RecordsView(
                registers.recordVersions().stream().map(RecordView::of).toList());
    }

    @GET
    @Path("processing/{version}.csv")
    @Produces("text/csv")
    public String csv(@PathParam("version") String version) {
        return registers.recordCsv(number(version)).orElseThrow(RegistersResource::noVersion);
    }

    @GET
    @Path("processing/{version}.jsonld")
    @Produces("application/ld+json")
    public String jsonLd(@PathParam("version") String version) {
        return registers.recordJsonLd(number(version)).orElseThrow(RegistersResource::noVersion);
    }

    @GET
    @Path("conflicts")
    public ConflictsView conflicts() {
        return new ConflictsView(conflicts.all().stream().map(ConflictJson::of).toList());
    }

    @POST
    @Path("conflicts/{id}/decisions")
    public Response decide(@PathParam("id") String id, @NotNull @Valid NewDecision decision) {
        UUID approval = conflicts.ask(
                id,
                decision.option(),
                decision.documentSha256(),
                Requests.requireCaller(request).personId());
        return Response.accepted(new ApprovalId(approval)).build();
    }

    private static int number(String version) {
        try {
            return Integer.parseInt(version);
        } catch (NumberFormatException e) {
            throw noVersion();
        }
    }

    private static DomainException noVersion() {
        return DomainException.notFound("version");
    }
}
