package com.in2peta.web.models;

import com.in2peta.models.api.ModelRegistry.ModelView;
import com.in2peta.models.api.ModelRegistry.Order;
import com.in2peta.models.api.ModelRegistry.Time;
import com.in2peta.models.api.ModelRegistry.VersionView;
import com.in2peta.web.api.Requests;

/** The order of the list of models, as Replicate's API names it: without a word the latest version counts, the newest first. */
record ModelOrder(Order order, String query) {

    private static final String RELEASED = "latest_version_created_at";
    private static final String CREATED = "model_created_at";

    static ModelOrder of(String sortBy, String direction) {
        if (sortBy != null && !sortBy.equals(RELEASED) && !sortBy.equals(CREATED)) {
            throw Requests.invalid("/sort_by", "must be " + RELEASED + " or " + CREATED);
        }
        if (direction != null && !direction.equals("asc") && !direction.equals("desc")) {
            throw Requests.invalid("/sort_direction", "must be asc or desc");
        }
        Order order = new Order(CREATED.equals(sortBy) ? Time.CREATED : Time.RELEASED, "asc".equals(direction));
        String query = (sortBy == null ? "" : "&sort_by=" + sortBy)
                + (direction == null ? "" : "&sort_direction=" + direction);
        return new ModelOrder(order, query.replaceFirst("&", "?"));
    }

    /** Where a model stands in the list. */
    String position(ModelView model) {
        var time = order.by() == Time.CREATED
                ? model.createdAt()
                : model.latestVersion().map(VersionView::createdAt).orElse(model.createdAt());
        return time + "|" + model.id();
    }
}
