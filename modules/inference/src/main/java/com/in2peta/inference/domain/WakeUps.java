package com.in2peta.inference.domain;

import java.util.Collection;
import java.util.UUID;

/** Says which predictions were just accepted, so that a node takes them at once. A loss is no error: the rows are due. */
public interface WakeUps {

    void publish(Collection<UUID> ids);
}
