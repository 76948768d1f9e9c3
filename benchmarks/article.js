// The network of the article that chapters 1 to 6 start from ("Neural networks for people who like
// JavaScript"), its classes as they are, with its two faults mended: the blame that several
// neurons pass to an input is summed, and it's passed on with the weights as they were. The
// parameters come from outside, a batch can be larger than 1, and the squared error keeps its 2.
// Reads one job as JSON, trains, and writes its CPU seconds, JIT included, and the loss.

const sigmoid = x => 1 / (1 + Math.exp(-x));
const relu = x => Math.max(0, x);
const bends = {
  sigmoid: [sigmoid, x => { const sx = sigmoid(x); return sx * (1 - sx); }],
  relu: [relu, x => x > 0 ? 1 : 0],
  tanh: [Math.tanh, x => { const t = Math.tanh(x); return 1 - t * t; }],
};

class Neuron {
  constructor(weights, bias, [activation, activationDerivative]) {
    this.weights = weights;
    this.bias = bias;
    this.activation = activation;
    this.activationDerivative = activationDerivative;
    this.lastInput = null;
    this.lastOutput = null;
    this.lastActivation = null;
  }
  activate(inputs) {
    this.lastInput = inputs;
    const weightedSum = this.weights.reduce((sum, weight, i) => sum + weight * inputs[i], 0) + this.bias;
    this.lastActivation = weightedSum;
    this.lastOutput = this.activation(weightedSum);
    return this.lastOutput;
  }
  updateWeights(learningRate, delta) {
    this.weights = this.weights.map((weight, i) => weight - learningRate * delta * this.lastInput[i]);
    this.bias -= learningRate * delta;
  }
  collect(delta) {  // for batches: the slopes wait until all samples have been seen
    if (!this.slopes) { this.slopes = this.weights.map(() => 0); this.biasSlope = 0; }
    this.slopes = this.slopes.map((slope, i) => slope + delta * this.lastInput[i]);
    this.biasSlope += delta;
  }
  step(learningRate) {
    this.weights = this.weights.map((weight, i) => weight - learningRate * this.slopes[i]);
    this.bias -= learningRate * this.biasSlope;
    this.slopes = null;
  }
}

class Layer {
  constructor(neurons) { this.neurons = neurons; }
  forward(inputs) { return this.neurons.map(neuron => neuron.activate(inputs)); }
  backward(blame, learningRate, batch) {
    const passedOn = this.neurons[0].weights.map(() => 0);
    this.neurons.forEach((neuron, i) => {
      const delta = neuron.activationDerivative(neuron.lastActivation) * blame[i];
      neuron.weights.forEach((weight, j) => { passedOn[j] += weight * delta; });  // old weights
      if (batch > 1) neuron.collect(delta / batch); else neuron.updateWeights(learningRate, delta);
    });
    return passedOn;
  }
}

class NeuralNetwork {
  constructor(sizes, activations, parameters) {
    let at = 0;
    this.layers = activations.map((name, layer) => new Layer(
      Array.from({ length: sizes[layer + 1] }, () => {
        const weights = parameters.slice(at, at + sizes[layer]);
        at += sizes[layer] + 1;
        return new Neuron(weights, parameters[at - 1], bends[name]);
      })));
  }
  forward(inputs) { return this.layers.reduce((layerInput, layer) => layer.forward(layerInput), inputs); }
  backward(output, target, learningRate, batch) {
    let blame = output.map((o, i) => 2 * (o - target[i]) / target.length);
    for (let i = this.layers.length - 1; i >= 0; i--) {
      blame = this.layers[i].backward(blame, learningRate, batch);
    }
  }
  train(inputs, targets, epochs, learningRate, batchSize) {
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (let start = 0; start < inputs.length; start += batchSize) {
        const stop = Math.min(start + batchSize, inputs.length);
        for (let i = start; i < stop; i++) {
          this.backward(this.forward(inputs[i]), targets[i], learningRate, stop - start);
        }
        if (stop - start > 1) {
          this.layers.forEach(layer => layer.neurons.forEach(neuron => neuron.step(learningRate)));
        }
      }
    }
  }
}

const mse = (predicted, actual) =>
  predicted.reduce((sum, p, i) => sum + (p - actual[i]) ** 2, 0) / predicted.length;

const job = JSON.parse(require("fs").readFileSync(0, "utf8"));
const network = new NeuralNetwork(job.sizes, job.bends, job.parameters);
const before = process.cpuUsage();
network.train(job.X, job.y, job.epochs, job.rate, job.batch_size);
const used = process.cpuUsage(before);
const loss = job.X.reduce((sum, x, i) => sum + mse(network.forward(x), job.y[i]), 0) / job.X.length;
console.log(JSON.stringify({ seconds: (used.user + used.system) / 1e6, loss }));
