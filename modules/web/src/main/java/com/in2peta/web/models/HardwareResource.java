package com.in2peta.web.models;

import com.in2peta.identity.api.Roles;
import com.in2peta.models.api.HardwareList;
import com.in2peta.models.api.HardwareList.Hardware;
import com.in2peta.web.security.RequiresRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What models can run on: a bare array, as at Replicate. */
@Path("v1/hardware")
@ApplicationScoped
@RequiresRole(Roles.USER)
@Produces(MediaType.APPLICATION_JSON)
public class HardwareResource {

    @Inject
    HardwareList hardware;

    @GET
    public List<Hardware> list() {
        return hardware.all();
    }
}
