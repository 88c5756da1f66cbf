package com.in2peta.compliance.export;

/** How the rows of a file are written. */
interface RowFormat {

    void begin(Bytes out);

    void row(CopyRow row, Bytes out);

    void end(Bytes out);
}
