package com.in2peta.launcher.payara;

import com.in2peta.launcher.process.ChildPart;
import com.in2peta.launcher.process.Children;

/** The application server, whichever edition it is. */
public abstract class PayaraPart extends ChildPart {

    private final int port;

    protected PayaraPart(String name, int port, Children children) {
        super(name, children);
        this.port = port;
    }

    protected final int port() {
        return port;
    }

    /** The public address, without a slash at its end. */
    public final String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public final String detail() {
        return url();
    }
}
