package com.in2peta.web.compliance;

import com.in2peta.identity.api.Roles;
import com.in2peta.kernel.report.TrendReport;
import com.in2peta.kernel.report.TrendReport.Group;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Staff: how the platform is used, in groups of at least ten organizations. */
@Path("v1/staff/trends")
@ApplicationScoped
@RequiresRole({Roles.STAFF_OPERATIONS, Roles.STAFF_COMPLIANCE})
@Produces(MediaType.APPLICATION_JSON)
public class TrendsResource {

    public record TrendView(String day, String route, long calls, long failed, int organizations, long medianMicros) {

        static TrendView of(Group group) {
            return new TrendView(
                    group.day(),
                    group.route(),
                    group.calls(),
                    group.failed(),
                    group.organizations(),
                    group.medianMicros());
        }
    }

    public record TrendsView(List<TrendView> trends) {}

    @Inject
    @Any
    Instance<TrendReport> reports;

    @GET
    public TrendsView list() {
        return new TrendsView(reports.stream()
                .flatMap(report -> report.groups().stream())
                .map(TrendView::of)
                .toList());
    }
}
