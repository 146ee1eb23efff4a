(function () {
  'use strict';

  // SHA-256 of one block in plain script: crypto.subtle is missing on plain http, and is slower for many tiny inputs.
  function makeSolver(seed, difficulty) {
    var K = new Int32Array(64), H = new Int32Array(8), W = new Int32Array(64), n = 0, p = 2, i;
    function fraction(x) { return ((x - Math.floor(x)) * 4294967296) | 0; }
    for (; n < 64; p++) {
      for (i = 2; i * i <= p && p % i; i++) { }
      if (i * i > p) {
        if (n < 8) { H[n] = fraction(Math.sqrt(p)); }
        K[n++] = fraction(Math.cbrt(p));
      }
    }

    // seed (32 characters) ':' then a number of 12 digits, padded: 45 bytes, one block.
    var bytes = new Uint8Array(64), text = seed + ':000000000000';
    for (i = 0; i < 45; i++) { bytes[i] = text.charCodeAt(i); }
    bytes[45] = 0x80;
    for (i = 0; i < 16; i++) {
      W[i] = (bytes[4 * i] << 24) | (bytes[4 * i + 1] << 16) | (bytes[4 * i + 2] << 8) | bytes[4 * i + 3];
    }
    W[15] = 45 * 8;

    function next() {
      var at = 44;
      while (bytes[at] === 57) { bytes[at--] = 48; }
      bytes[at]++;
      for (var w = at >> 2; w <= 11; w++) {
        W[w] = (bytes[4 * w] << 24) | (bytes[4 * w + 1] << 16) | (bytes[4 * w + 2] << 8) | bytes[4 * w + 3];
      }
    }

    function firstWord() {
      var a = H[0], b = H[1], c = H[2], d = H[3], e = H[4], f = H[5], g = H[6], h = H[7], t, x, y;
      for (var r = 0; r < 64; r++) {
        if (r > 15) {
          x = W[r - 15];
          y = W[r - 2];
          W[r] = (W[r - 16] + W[r - 7]
            + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3)
            + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10)) | 0;
        }
        t = (h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + K[r] + W[r]) | 0;
        h = g; g = f; f = e; e = (d + t) | 0;
        d = c;
        t = (t + ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c)) | 0;
        c = b; b = a; a = t;
      }
      return (H[0] + a) >>> 0;
    }

    return function (count) {
      while (count-- > 0) {
        if (firstWord() >>> (32 - difficulty) === 0) { return String.fromCharCode.apply(null, bytes.subarray(33, 45)); }
        next();
      }
      return '';
    };
  }

  var form = document.getElementById('answer'), status = document.getElementById('status'), bar = document.getElementById('bar');
  var seed = form.dataset.seed, difficulty = +form.dataset.difficulty, batch = 25000, tried = 0, finished = false;

  function progress() {
    tried += batch;
    // How likely it is to be done by now; it slows down towards the end because chance has no memory.
    bar.style.width = Math.round(4 + 94 * (1 - Math.exp(-tried / Math.pow(2, difficulty)))) + '%';
  }

  function finish(solution) {
    if (finished) { return; }
    finished = true;
    bar.style.width = '100%';
    status.textContent = 'Done. Taking you on …';
    form.elements.solution.value = solution;
    form.submit();
  }

  function here() {
    var step = makeSolver(seed, difficulty);
    (function again() {
      var solution = step(batch);
      if (solution) { finish(solution); } else { progress(); setTimeout(again, 0); }
    })();
  }

  try {
    var source = 'var step=(' + makeSolver + ')(' + JSON.stringify(seed) + ',' + difficulty + ');'
      + 'for(;;){var s=step(' + batch + ');postMessage(s);if(s)break;}';
    var worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
    worker.onmessage = function (message) { if (message.data) { finish(message.data); } else { progress(); } };
    worker.onerror = here;
  } catch (unsupported) {
    here();
  }
})();
